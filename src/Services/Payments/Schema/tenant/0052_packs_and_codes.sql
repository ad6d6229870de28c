-- Credit the club sells at a better price than its worth.
create table credit_packs (
  id           uuid primary key,
  name         text not null,
  price_minor  bigint not null check (price_minor > 0),
  credit_minor bigint not null check (credit_minor >= price_minor),
  currency     text not null check (currency ~ '^[A-Z]{3}$'),
  valid_days   int check (valid_days between 1 and 3660),
  weekdays     int[] not null default '{}',
  venue_ids    uuid[] not null default '{}',
  active       boolean not null,
  position     int not null,
  revision     int not null default 1,
  created_at   timestamptz not null
);
create unique index credit_packs_by_name on credit_packs (lower(name)) where active;

-- Gift cards and vouchers: credit for whoever has the code. The code itself is a hash; of a gift card it is sealed as well until somebody
-- redeems it, because its buyer prints it and its mail may be sent on a day to come.
create table credit_codes (
  id             uuid primary key,
  kind           text not null check (kind in ('voucher', 'gift_card')),
  code_hash      bytea not null unique,
  hint           text not null,
  sealed_code    text,
  amount_minor   bigint not null check (amount_minor > 0),
  currency       text not null check (currency ~ '^[A-Z]{3}$'),
  label          text not null,
  -- How long the credit lives once it is redeemed, and the last day to do that.
  valid_days     int check (valid_days between 1 and 3660),
  last_day       date,
  weekdays       int[] not null default '{}',
  venue_ids      uuid[] not null default '{}',
  state          text not null check (state in ('open', 'redeemed', 'stopped')),
  -- Vouchers that were issued together; a gift card's purchase.
  batch_id       uuid not null,
  account_id     uuid,
  recipient      text,
  recipient_name text,
  giver_name     text,
  message        text,
  deliver_on     date,
  delivered_at   timestamptz,
  redeemed_by    uuid,
  redeemed_at    timestamptz,
  created_at     timestamptz not null
);
create index credit_codes_by_batch on credit_codes (batch_id);
create index credit_codes_of_giver on credit_codes (account_id, created_at) where account_id is not null;

-- What the buyer of a gift card said about it, until it is paid.
alter table purchases add column gift jsonb;
alter table wallet_settings add column gift_amounts bigint[] not null default '{}';
