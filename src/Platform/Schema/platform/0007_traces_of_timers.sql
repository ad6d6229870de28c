-- The trace of the click that set a timer goes on when it rings.
alter table timers add column trace_id text;
grant insert (trace_id) on timers to padel_tenant;
