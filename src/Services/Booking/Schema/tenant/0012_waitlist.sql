-- Somebody who waits for a court to be freed. The place in line is when they joined.
create table waitlist_entries (
  id               uuid primary key,
  venue_id         uuid not null,
  -- Courts that will do; none for any.
  court_ids        uuid[] not null default '{}',
  -- Between these play may begin, both included.
  earliest         timestamptz not null,
  latest           timestamptz not null,
  duration_minutes int not null,
  user_id          uuid,
  name             text not null,
  email            text not null,
  phone            text,
  language         text not null,
  joined_at        timestamptz not null,
  status           text not null default 'waiting' check (status in ('waiting', 'offered', 'accepted', 'ended', 'left')),
  -- Who waits: an account, or the address of a guest.
  person           text not null,
  check (latest >= earliest)
);
create index waitlist_in_line on waitlist_entries (venue_id, joined_at, id) where status = 'waiting';
create index waitlist_by_person on waitlist_entries (person, joined_at);
-- One offer at a time, whatever happens side by side.
create unique index one_offer_per_person on waitlist_entries (person) where status = 'offered';
create unique index waits_once on waitlist_entries (person, venue_id, earliest, latest, duration_minutes, court_ids) where status in ('waiting', 'offered');

-- A court held for somebody in line. The hold is a booking like any other; this says for whom and what became of it.
create table waitlist_offers (
  booking_id uuid primary key references bookings on delete cascade,
  entry_id   uuid not null references waitlist_entries on delete cascade,
  court_id   uuid not null,
  starts_at  timestamptz not null,
  expires_at timestamptz not null,
  made_at    timestamptz not null,
  state      text not null default 'open' check (state in ('open', 'accepted', 'declined', 'passed'))
);
create index waitlist_offers_by_entry on waitlist_offers (entry_id);
