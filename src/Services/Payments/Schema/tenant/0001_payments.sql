-- How the club takes money. One row; none means: at the club only.
create table payment_settings (
  one       boolean primary key default true check (one),
  at_club   boolean not null,
  providers text[] not null
);

-- Money for a booking, on its way, here, or gone back.
create table payments (
  id                 uuid primary key,
  booking_id         uuid not null,
  provider           text not null,
  provider_reference text,
  method             text not null,
  amount_minor       bigint not null check (amount_minor > 0),
  currency           text not null check (currency ~ '^[A-Z]{3}$'),
  state              text not null check (state in ('open', 'due_at_club', 'settled', 'failed', 'refund_due', 'refunded')),
  description        text not null,
  pay_at             text,
  return_path        text,
  expires_at         timestamptz,
  failure_reason     text,
  refunded_minor     bigint not null default 0 check (refunded_minor between 0 and amount_minor),
  created_at         timestamptz not null,
  settled_at         timestamptz
);
-- Asking twice gives the same open payment, however the two requests race.
create unique index payments_one_open on payments (booking_id, provider) where state in ('open', 'due_at_club');
create unique index payments_by_reference on payments (provider, provider_reference) where provider_reference is not null;
create index payments_by_booking on payments (booking_id, created_at);

-- Money that has to go back. The id is the idempotency key at the provider: however often we ask, it goes back once.
create table refunds (
  id                 uuid primary key,
  payment_id         uuid not null references payments,
  amount_minor       bigint not null check (amount_minor > 0),
  state              text not null check (state in ('due', 'settled', 'failed')),
  reason             text not null,
  failure_reason     text,
  provider_reference text,
  created_at         timestamptz not null,
  settled_at         timestamptz
);
create index refunds_by_payment on refunds (payment_id);

-- What providers told us, as they told it: stored first, answered, processed after.
create table provider_events (
  provider     text not null,
  event_id     text not null,
  payment_id   uuid not null references payments,
  payload      jsonb not null,
  received_at  timestamptz not null,
  processed_at timestamptz,
  primary key (provider, event_id)
);
