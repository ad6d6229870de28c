-- Who changed what of a venue and when. Rows are added and never changed.
create table venue_history (
  id       uuid primary key,
  venue_id uuid not null references venues on delete cascade,
  -- What the change made it.
  revision bigint not null,
  at       timestamptz not null,
  act      text not null,
  actor_id uuid,
  actor    text not null,
  changes  jsonb not null
);
create index venue_history_by_venue on venue_history (venue_id, revision desc);
