-- How the club's site looked, looks and will look. The one that is not published yet is the draft; the newest published one stands in the registry as well.
create table looks (
  version      int primary key check (version > 0),
  name         text not null,
  brand        jsonb not null,
  revision     int not null default 1,
  changed_at   timestamptz not null,
  published_at timestamptz
);
create unique index looks_one_draft on looks ((published_at is null)) where published_at is null;
