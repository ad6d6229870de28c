-- The club's own pictures: logo, icon, cover, venues.
create table files (
  name         text primary key,
  content_type text not null,
  content      bytea not null,
  checksum     text not null,
  updated_at   timestamptz not null
);
