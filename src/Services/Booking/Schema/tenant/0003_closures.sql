-- Courts the club keeps for itself. The rows that take the courts stand among the bookings, one per court and day; here is why, and who said so.
create table closures (
  id          uuid primary key,
  venue_id    uuid not null,
  court_ids   uuid[] not null check (cardinality(court_ids) > 0),
  whole_venue boolean not null,
  starts_at   timestamptz not null,
  ends_at     timestamptz not null,
  reason      text not null check (reason in ('maintenance', 'event', 'weather', 'lesson_free', 'other')),
  note        text,
  created_by  uuid,
  creator     text not null,
  created_at  timestamptz not null,
  reopened_at timestamptz,
  reopened_by uuid,
  check (ends_at > starts_at)
);
create index closures_by_venue on closures (venue_id, starts_at) where reopened_at is null;

alter table bookings add column closure_id uuid references closures;
create index bookings_by_closure on bookings (closure_id) where closure_id is not null;

-- A block needs no pause beside it, so it occupies nothing of what bookings judge among themselves. Between a booking and a block this one
-- judges, by the time that is played. Two blocks may lie over each other: taking one back leaves the other.
alter table bookings add constraint no_booking_on_a_closed_court exclude using gist (
  court_id with =, tstzrange(starts_at, ends_at) with &&, (case when booking_type = 'block' then 1 else 0 end) with <>)
  where (status not in ('cancelled', 'expired'));

-- The day of a venue is still read from the index alone, and now says what is a block.
create index bookings_by_day_and_type on bookings (venue_id, starts_at) include (court_id, ends_at, status, hold_expires_at, booking_type)
  where status not in ('cancelled', 'expired');
drop index bookings_by_day;
