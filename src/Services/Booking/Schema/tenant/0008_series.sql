-- A court every week at the same time of the wall clock. The dates stand among the bookings; here is what was agreed for all of them.
create table series (
  id               uuid primary key,
  venue_id         uuid not null,
  court_id         uuid not null,
  zone             text not null,
  first_date       date not null,
  last_date        date not null,
  weekdays         int[] not null check (cardinality(weekdays) between 1 and 7),
  every_weeks      int not null check (every_weeks between 1 and 8),
  starts           time not null,
  duration_minutes int not null check (duration_minutes between 1 and 1440),
  user_id          uuid,
  guest_name       text not null,
  guest_email      text,
  guest_phone      text,
  language         text not null,
  note             text,
  source           text not null,
  -- The series this one was split from, by a change of "this date and all after it".
  split_from       uuid references series,
  created_by       uuid,
  created_at       timestamptz not null,
  updated_at       timestamptz not null,
  check (last_date >= first_date)
);
create index series_by_venue on series (venue_id, last_date);
create index series_by_user on series (user_id, last_date) where user_id is not null;

-- What happened to a series as a whole. What it meant for each date stands in that booking's history.
create table series_history (
  id        uuid primary key,
  series_id uuid not null references series,
  at        timestamptz not null,
  act       text not null,
  actor_id  uuid,
  actor     text not null,
  detail    jsonb not null default '{}'
);
create index series_history_by_series on series_history (series_id, at);

alter table bookings add column series_id uuid references series;
create index bookings_by_series on bookings (series_id, starts_at) where series_id is not null;
