-- An event of an account nobody knows waits at the console until somebody has looked into it and says why it is done with.
alter table stripe_events add column resolved_at timestamptz, add column resolved_by text, add column resolved_reason text,
  add constraint resolved_by_somebody_with_a_reason check ((resolved_at is null) = (resolved_by is null) and (resolved_at is null) = (resolved_reason is null));
