-- A business date with hours of its own, or none. Hours are JSON in the file's words: they are read with the venue and never searched.
create table date_exceptions (
  venue_id uuid not null references venues on delete cascade,
  date     date not null,
  name     text not null,
  hours    jsonb not null,
  primary key (venue_id, date)
);

-- A stretch of business dates with a week of its own. Seasons of a venue do not overlap.
create table seasons (
  venue_id uuid not null references venues on delete cascade,
  first    date not null,
  last     date not null,
  name     text not null,
  hours    jsonb not null,
  primary key (venue_id, first),
  check (last >= first)
);
