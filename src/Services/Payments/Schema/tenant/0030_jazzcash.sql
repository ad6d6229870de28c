-- What payers came back from JazzCash with, once its hash was good. It proves nothing about money; it says by what they paid.
create table jazzcash_returns (
  reference     text primary key,
  txn_type      text,
  response_code text,
  received_at   timestamptz not null
);

-- Refunds that were sent to JazzCash, noted before they were: it knows no key of ours, so none is sent twice. No outcome: nobody knows how it went.
create table jazzcash_refunds (
  refund_id     uuid primary key,
  reference     text not null,
  amount_minor  bigint not null check (amount_minor > 0),
  sent_at       timestamptz not null,
  outcome       text check (outcome in ('refunded', 'refused')),
  response_code text
);
