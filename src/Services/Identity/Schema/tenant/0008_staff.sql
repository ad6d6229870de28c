-- Until when somebody holds a role: a substitute's ends by itself. Null for good.
alter table user_roles add column ends_at timestamptz;

-- Whom somebody asked to work here. The link that was sent is one of one_time_links; the address is sealed, its index finds it again.
create table staff_invitations (
  id           uuid primary key,
  email        bytea not null,
  email_index  bytea not null,
  role         text not null,
  role_ends_at timestamptz,
  invited_by   uuid references users on delete set null,
  created_at   timestamptz not null,
  sent_at      timestamptz not null,
  days         int not null,
  expires_at   timestamptz not null,
  accepted_at  timestamptz,
  accepted_by  uuid references users on delete set null,
  withdrawn_at timestamptz
);
-- An address waits for one answer at a time.
create unique index staff_invitations_one_open on staff_invitations (email_index) where accepted_at is null and withdrawn_at is null;
