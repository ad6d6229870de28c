-- The books of the companies that stand in for JazzCash and EasyPaisa in Development. They are outside: nothing here is reached in a tenant's transaction.
create table dev_wallet_payments (
  company        text not null check (company in ('jazzcash', 'easypaisa')),
  merchant       text not null,
  reference      text not null,
  amount_minor   bigint not null check (amount_minor > 0),
  kind           text not null,
  return_url     text not null,
  token          text,
  outcome        text check (outcome in ('paid', 'declined')),
  answers_at     timestamptz,
  refunded_minor bigint not null default 0 check (refunded_minor between 0 and amount_minor),
  created_at     timestamptz not null,
  primary key (company, merchant, reference),
  check (refunded_minor = 0 or outcome = 'paid')
);

-- What is to go wrong with the next calls.
create table dev_wallet_faults (
  company   text not null,
  operation text not null,
  fault     text not null check (fault in ('wrong_hash', 'slow', 'timeout_after_commit', 'error_500')),
  times     int not null check (times >= 0),
  primary key (company, operation)
);
