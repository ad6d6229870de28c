-- The books of the development provider: a card company that stands outside, so nothing here is reached in a tenant's transaction.
create table dev_card_payments (
  reference    text primary key,
  tenant_id    uuid not null,
  order_id     uuid not null unique,
  amount_minor bigint not null,
  currency     text not null,
  description  text not null,
  return_url   text not null,
  outcome      text check (outcome in ('succeeded', 'declined')),
  chosen_at    timestamptz,
  answers_at   timestamptz,
  created_at   timestamptz not null
);

create table dev_card_refunds (
  idempotency_key uuid primary key,
  reference       text not null references dev_card_payments,
  amount_minor    bigint not null check (amount_minor > 0),
  created_at      timestamptz not null
);
create index dev_card_refunds_by_payment on dev_card_refunds (reference);
