alter table courts
  add lights     boolean not null default true,
  add accessible boolean not null default false;

-- Courts under one name, for prices and closures to speak of. Those out of use stay members.
create table court_groups (
  id        uuid primary key,
  venue_id  uuid not null references venues on delete cascade,
  key       text not null,
  name      text not null,
  court_ids uuid[] not null,
  position  int not null,
  unique (venue_id, key)
);
