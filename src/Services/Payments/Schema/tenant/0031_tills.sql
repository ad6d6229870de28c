-- A drawer of a venue, from its opening with a float to its counting. One is open at a time.
create table tills (
  id               uuid primary key,
  venue_id         uuid not null,
  venue_name       text not null,
  zone             text not null,
  currency         text not null check (currency ~ '^[A-Z]{3}$'),
  float_minor      bigint not null check (float_minor >= 0),
  opened_at        timestamptz not null,
  opened_by        uuid,
  opened_by_name   text not null,
  closed_at        timestamptz,
  closed_by        uuid,
  closed_by_name   text,
  expected_minor   bigint,
  counted_minor    bigint check (counted_minor >= 0),
  counts           jsonb,
  note             text,
  check ((closed_at is null) = (counted_minor is null)),
  check ((closed_at is null) = (expected_minor is null))
);
create unique index tills_one_open on tills (venue_id) where closed_at is null;
create index tills_by_venue on tills (venue_id, opened_at desc);

-- What went through a desk: into the drawer and out of it, and what its card terminal took meanwhile.
create table till_movements (
  id           uuid primary key,
  till_id      uuid references tills,
  kind         text not null check (kind in ('taken', 'reversed', 'given_back', 'in', 'out')),
  method       text not null check (method in ('cash', 'terminal')),
  amount_minor bigint not null check (amount_minor <> 0),
  currency     text not null,
  payment_id   uuid,
  booking_id   uuid,
  reason       text,
  reference    text,
  at           timestamptz not null,
  by           uuid,
  by_name      text not null,
  -- Notes without a booking are about the drawer, and the drawer holds cash.
  check (booking_id is not null or method = 'cash'),
  check (till_id is not null or method = 'terminal')
);
create index till_movements_by_till on till_movements (till_id, at);
create index till_movements_by_booking on till_movements (booking_id) where booking_id is not null;
-- A payment is taken once and taken back once.
create unique index till_movements_once on till_movements (payment_id, kind) where kind in ('taken', 'reversed');
