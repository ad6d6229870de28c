-- A calendar that a program asks for again and again. Its key is derived from the id and the turn: who raises the turn ends every link from before.
create table calendar_feeds (
  id         uuid primary key,
  kind       text not null check (kind in ('player', 'coach', 'court')),
  -- Whose account it is; what the holder may not see any more, the calendar does not show either.
  holder_id  uuid not null,
  -- The court; for the others the holder.
  subject_id uuid not null,
  turn       int not null default 0 check (turn >= 0),
  language   text not null,
  made_at    timestamptz not null,
  revoked_at timestamptz,
  constraint one_feed_of_a_kind unique (holder_id, kind, subject_id),
  check (kind = 'court' or subject_id = holder_id)
);
