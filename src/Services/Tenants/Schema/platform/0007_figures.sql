-- How much clubs were used, counted again and again: the month that runs and the one before, older ones once. Sums over clubs are made of these; no question ever reads two clubs' rows.
create table club_months (
  tenant_id  uuid not null references tenants on delete cascade,
  month      date not null check (extract(day from month) = 1),
  bookings   bigint not null,
  players    bigint not null,
  gmv_minor  bigint not null,
  currency   text not null check (currency ~ '^[A-Z]{3}$'),
  counted_at timestamptz not null,
  primary key (tenant_id, month)
);
create index club_months_by_month on club_months (month);

-- Bookings that began in the last thirty days, and in the thirty before.
create table club_pulses (
  tenant_id  uuid primary key references tenants on delete cascade,
  lately     bigint not null,
  before     bigint not null,
  counted_at timestamptz not null
);
