-- What a player has with the club: credit in lots, each of its own kind, with its own end and its own terms. A lot is spent by a conditional
-- update and never below nothing; the check is the last word.
create table wallet_lots (
  id           uuid primary key,
  account_id   uuid not null,
  kind         text not null check (kind in ('wallet', 'credit_pack', 'voucher', 'gift_card')),
  amount_minor bigint not null check (amount_minor > 0),
  left_minor   bigint not null check (left_minor between 0 and amount_minor),
  currency     text not null check (currency ~ '^[A-Z]{3}$'),
  expires_at   timestamptz,
  -- What it came from, and which one: the same thing gives one lot, however often it is heard.
  origin       text not null,
  origin_id    uuid not null,
  -- What people call it.
  label        text not null,
  -- Days of play (1 is Monday) and venues it may be spent on; none says all.
  weekdays     int[] not null default '{}',
  venue_ids    uuid[] not null default '{}',
  created_at   timestamptz not null,
  unique (origin, origin_id)
);
create index wallet_lots_of_account on wallet_lots (account_id, currency, expires_at) where left_minor > 0;
create index wallet_lots_by_account on wallet_lots (account_id, created_at);

-- Every movement of a lot; only added to. Positive goes in.
create table wallet_moves (
  id           uuid primary key,
  lot_id       uuid not null references wallet_lots,
  kind         text not null check (kind in ('in', 'spent', 'back', 'expired', 'taken')),
  amount_minor bigint not null check (amount_minor <> 0),
  -- What caused it: a payment, a refund, the lot itself. One cause moves a lot once.
  cause_id     uuid not null,
  payment_id   uuid,
  booking_id   uuid,
  reason       text,
  actor_id     uuid,
  at           timestamptz not null,
  unique (lot_id, kind, cause_id)
);
create index wallet_moves_by_payment on wallet_moves (payment_id) where payment_id is not null;

-- What somebody buys that is no booking: it is handed over when its payment settles.
create table purchases (
  id            uuid primary key,
  account_id    uuid not null,
  purpose       text not null,
  product_id    uuid,
  price_minor   bigint not null check (price_minor > 0),
  credit_minor  bigint not null check (credit_minor > 0),
  currency      text not null check (currency ~ '^[A-Z]{3}$'),
  label         text not null,
  valid_days    int check (valid_days between 1 and 3660),
  weekdays      int[] not null default '{}',
  venue_ids     uuid[] not null default '{}',
  state         text not null default 'open' check (state in ('open', 'done', 'failed')),
  created_at    timestamptz not null
);
create index purchases_by_account on purchases (account_id, created_at);

-- How the club keeps wallets. No row says the defaults.
create table wallet_settings (
  one                boolean primary key default true check (one),
  top_ups            bigint[] not null,
  top_up_valid_days  int check (top_up_valid_days between 1 and 3660),
  -- Credit that had ended by the time it came back: how long it lives again.
  returned_days      int not null check (returned_days between 1 and 3660),
  -- What part of ended credit is tax, in hundredths of a percent of the whole.
  breakage_tax_bps   int not null check (breakage_tax_bps between 0 and 10000),
  -- Where the money of a cancelled booking goes: the way it came, into the wallet, or as the player says.
  cancelled_to       text not null check (cancelled_to in ('origin', 'wallet', 'choice'))
);
