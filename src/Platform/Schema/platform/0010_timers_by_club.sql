-- Due timers are taken club by club, so that one with thousands of them makes no other wait.
create index timers_by_club on timers (tenant_role, due_at) where parked_at is null;
