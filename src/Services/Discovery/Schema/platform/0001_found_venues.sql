-- What players may find: a row for every venue of every club, with nothing in it that is not on the club's own page. It draws and never decides.
create table found_venues (
  venue_id         uuid primary key,
  tenant_role      name not null,
  -- The venue's revision: only what rises is kept, so that facts may come late, twice and in any order.
  version          bigint not null,
  -- A venue out of use stays as a row: an older fact that comes late must not bring it back.
  active           boolean not null,
  key              text not null,
  name             text not null,
  address          text not null,
  city             text not null,
  country          text not null,
  location         public.geography(point, 4326) not null,
  zone             text not null,
  currency         text not null,
  price_from_minor bigint,
  courts           integer not null,
  roofs            text[] not null,
  surfaces         text[] not null,
  amenities        text[] not null,
  durations        integer[] not null,
  -- Name, city, address and postcode of the venue and the name of its club as they are searched: lower case, without accents.
  searched         text not null,
  club             text not null,
  words            text not null generated always as (searched || ' ' || club) stored
);
create index found_venues_place on found_venues using gist (location) where active;
create index found_venues_words on found_venues using gin (words public.gin_trgm_ops) where active;
create index found_venues_club on found_venues (tenant_role);

-- Keeps what a club tells about one of its venues. It speaks of the club that calls it and of no other, whatever it is given.
create function keep_found_venue(venue uuid, revision bigint, content jsonb) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with kept as (
    insert into platform.found_venues as known (venue_id, tenant_role, version, active, key, name, address, city, country, location, zone, currency, price_from_minor, courts, roofs, surfaces, amenities, durations, searched, club)
    select venue, current_setting('role')::name, revision, true, c.key, c.name, c.address, c.city, c.country,
           public.st_setsrid(public.st_makepoint(c.longitude, c.latitude), 4326)::public.geography, c.zone, c.currency, c."priceFromMinor", c.courts, c.roofs, c.surfaces, c.amenities, c.durations, c.searched, c.club
    from jsonb_to_record(content) as c (key text, name text, address text, city text, country text, longitude double precision, latitude double precision, zone text, currency text,
                                        "priceFromMinor" bigint, courts integer, roofs text[], surfaces text[], amenities text[], durations integer[], searched text, club text)
    on conflict (venue_id) do update set
      version = excluded.version, active = true, key = excluded.key, name = excluded.name, address = excluded.address, city = excluded.city, country = excluded.country,
      location = excluded.location, zone = excluded.zone, currency = excluded.currency, price_from_minor = excluded.price_from_minor, courts = excluded.courts, roofs = excluded.roofs,
      surfaces = excluded.surfaces, amenities = excluded.amenities, durations = excluded.durations, searched = excluded.searched, club = excluded.club
    where known.tenant_role = excluded.tenant_role and known.version < excluded.version
    returning 1)
  select exists (select from kept);
$$;

-- The venue is out of use.
create function hide_found_venue(venue uuid, revision bigint) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with hidden as (
    update platform.found_venues set active = false, version = revision
    where venue_id = venue and tenant_role = current_setting('role') and version < revision returning 1)
  select exists (select from hidden);
$$;

-- The club has another name.
create function rename_found_club(name text) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update platform.found_venues set club = name where tenant_role = current_setting('role') and club <> name;
$$;

revoke all on function keep_found_venue, hide_found_venue, rename_found_club from public;
grant execute on function keep_found_venue, hide_found_venue, rename_found_club to padel_tenant;
