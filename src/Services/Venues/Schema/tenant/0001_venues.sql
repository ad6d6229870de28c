-- A place of the club. What decides about bookings are columns; what is only shown in languages or as a whole is JSON.
create table venues (
  id                     uuid primary key,
  key                    text not null unique,
  name                   text not null,
  address                text not null,
  city                   text not null,
  postcode               text,
  country                text not null,
  latitude               double precision not null check (latitude between -90 and 90),
  longitude              double precision not null check (longitude between -180 and 180),
  location               geography(Point, 4326) generated always as (st_setsrid(st_makepoint(longitude, latitude), 4326)::geography) stored,
  zone                   text not null,
  currency               text not null,
  phone                  text,
  email                  text,
  photo                  text,
  about                  jsonb not null,
  amenities              text[] not null,
  durations_minutes      int[] not null check (cardinality(durations_minutes) > 0),
  start_interval_minutes int not null check (start_interval_minutes > 0),
  lead_minutes           int not null check (lead_minutes >= 0),
  horizon_days           int not null check (horizon_days >= 0),
  buffer_minutes         int not null check (buffer_minutes >= 0),
  hold_minutes           int not null check (hold_minutes > 0),
  strict_gaps            boolean not null,
  adjacent_starts        boolean not null,
  pay_at_club            boolean not null,
  cancellation           jsonb not null,
  active                 boolean not null,
  position               int not null,
  created_at             timestamptz not null,
  updated_at             timestamptz not null
);
create index venues_by_location on venues using gist (location);

-- A court keeps its row when it is taken out of use: bookings go on pointing to it.
create table courts (
  id        uuid primary key,
  venue_id  uuid not null references venues on delete cascade,
  key       text not null,
  name      text not null,
  roof      text not null check (roof in ('indoor', 'outdoor', 'covered')),
  surface   text not null,
  size      text not null check (size in ('double', 'single')),
  panoramic boolean not null,
  active    boolean not null,
  position  int not null,
  unique (venue_id, key)
);

-- A local start and a length, so that a day may run past midnight. Monday is 1.
create table opening_hours (
  venue_id       uuid not null references venues on delete cascade,
  weekday        int not null check (weekday between 1 and 7),
  opens          time not null,
  length_minutes int not null check (length_minutes between 1 and 1440),
  primary key (venue_id, weekday, opens)
);

-- What an hour costs on some courts (none named: on all), weekdays and local minutes of the day. The highest priority wins, of equals the later position.
create table price_rules (
  id             uuid primary key,
  venue_id       uuid not null references venues on delete cascade,
  name           text not null,
  court_ids      uuid[] not null,
  weekdays       int[] not null,
  from_minute    int not null check (from_minute between 0 and 1439),
  to_minute      int not null check (to_minute between 1 and 1440),
  per_hour_minor bigint not null check (per_hour_minor >= 0),
  priority       int not null,
  position       int not null,
  check (from_minute < to_minute)
);
create index price_rules_by_venue on price_rules (venue_id);
