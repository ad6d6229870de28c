-- Money on its way from a provider to the club's bank, as the provider last described it.
create table payouts (
  id             text primary key,
  provider       text not null,
  amount_minor   bigint not null,
  currency       text not null,
  state          text not null,
  arrives_at     timestamptz not null,
  failure_reason text,
  created_at     timestamptz not null,
  updated_at     timestamptz not null
);
create index payouts_by_day on payouts (created_at desc);

-- A payer's bank wants the money of a payment back.
create table disputes (
  id              text primary key,
  provider        text not null,
  payment_id      uuid references payments,
  amount_minor    bigint not null,
  currency        text not null,
  state           text not null,
  reason          text not null,
  evidence_due_at timestamptz,
  has_evidence    boolean not null default false,
  created_at      timestamptz not null,
  updated_at      timestamptz not null
);
create index disputes_by_day on disputes (created_at desc);
