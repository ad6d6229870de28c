-- Until when a closure can be undone, because nobody was told yet; and who opened again.
alter table closures
  add tell_at   timestamptz,
  add undone_at timestamptz,
  add reopener  text;

-- What a closure did to a booking in its way: how the row was, how it was left, and the fact that is told when the time to undo is over.
create table closure_decisions (
  closure_id   uuid not null references closures on delete cascade,
  booking_id   uuid not null references bookings on delete cascade,
  decision     text not null check (decision in ('cancel_and_refund', 'move')),
  before       jsonb not null,
  left_status  text not null,
  left_moves   int not null,
  left_at      timestamptz not null,
  event_type   text not null,
  fact         jsonb not null,
  told_at      timestamptz,
  undone_at    timestamptz,
  primary key (closure_id, booking_id)
);

-- A whole venue that is closed takes courts that are added later as well.
create index closures_of_whole_venues on closures (venue_id, ends_at) where whole_venue and reopened_at is null;
