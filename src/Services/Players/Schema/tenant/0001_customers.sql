-- Somebody who plays at the club, with an account or without.
create table customers (
  id                   uuid primary key,
  -- Whose account it is. A guest has none; nobody becomes an account's customer by typing its address.
  account_id           uuid unique,
  name                 text not null,
  email                text,
  phone                text,
  language             text not null,
  tags                 text[] not null default '{}',
  blocked_at           timestamptz,
  blocked_reason       text,
  marketing_consent_at timestamptz,
  -- Who this turned out to be. The row stays, so that its account and its old links lead to the one that was kept.
  merged_into          uuid references customers,
  -- Name, address and number as they are searched: without accents, in lower case, digits without what stands between.
  searched             text not null,
  created_at           timestamptz not null,
  updated_at           timestamptz not null,
  check (merged_into <> id),
  check ((blocked_at is null) = (blocked_reason is null))
);
-- Guests are known by their address, however they write it.
create unique index one_guest_per_address on customers (lower(email)) where account_id is null and email is not null;
create index customers_by_merger on customers (merged_into) where merged_into is not null;
create index customers_by_search on customers using gin (searched gin_trgm_ops) where merged_into is null;
create index customers_by_name on customers (searched, id) where merged_into is null;
create index customers_by_tag on customers using gin (tags) where merged_into is null;

-- What the club agrees with some of its customers.
create table customer_groups (
  key                   text primary key,
  name                  jsonb not null,
  position              int not null,
  discount_basis_points int not null default 0 check (discount_basis_points between 0 and 10000),
  horizon_days          int check (horizon_days between 0 and 730)
);

-- Who is in a group, and the last day of it in the club's zone; without one, until somebody ends it.
create table group_members (
  customer_id uuid not null references customers on delete cascade,
  group_key   text not null references customer_groups on delete cascade,
  until       date,
  added_at    timestamptz not null,
  primary key (customer_id, group_key)
);
create index group_members_by_group on group_members (group_key);
