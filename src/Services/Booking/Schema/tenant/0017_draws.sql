-- Times that are drawn among those who want them. A row is made when somebody first looks at a draw that is open; from then on its terms and
-- its seed stand, whatever the venue's rules become.
create table draws (
  id              uuid primary key,
  venue_id        uuid not null,
  local_date      date not null,
  from_minute     int not null,
  to_minute       int not null,
  starts_at       timestamptz not null,
  ends_at         timestamptz not null,
  draw_at         timestamptz not null,
  confirm_minutes int not null,
  opened_at       timestamptz not null,
  -- SHA-256 of the seed, shown from the first moment on.
  commitment      text not null,
  -- The seed until the draw, sealed; then it is there to be read by everybody.
  seed_sealed     bytea,
  seed            text,
  last_number     int not null default 0,
  drawn_at        timestamptz,
  called_off_at   timestamptz,
  check (ends_at > starts_at)
);
create unique index one_draw_per_window on draws (venue_id, local_date, from_minute, to_minute) where called_off_at is null;
create index draws_by_time on draws (venue_id, starts_at);

create table draw_entries (
  id               uuid primary key,
  draw_id          uuid not null references draws on delete cascade,
  -- By this the published order names an entry; who it is stands nowhere in it.
  number           int not null,
  user_id          uuid not null,
  name             text not null,
  email            text not null,
  language         text not null,
  -- The one court that will do; null for any.
  court_id         uuid,
  -- Starts that will do, the dearest first.
  starts           timestamptz[] not null,
  duration_minutes int not null,
  entered_at       timestamptz not null,
  status           text not null default 'entered' check (status in ('entered', 'withdrawn', 'won', 'taken', 'passed', 'reserve', 'missed')),
  -- Place in the drawn order, from 1.
  place            int,
  booking_id       uuid,
  expires_at       timestamptz,
  check (cardinality(starts) between 1 and 5)
);
create unique index draw_entries_by_number on draw_entries (draw_id, number);
create unique index one_entry_per_account on draw_entries (draw_id, user_id) where status <> 'withdrawn';
create unique index draw_entries_by_booking on draw_entries (booking_id) where booking_id is not null;
create index draw_entries_by_user on draw_entries (user_id, entered_at desc);
