-- What a provider says it moved, line by line as it told it last. Compared with our books; never believed about a payment without asking.
create table statement_lines (
  provider         text not null,
  id               text not null,
  kind             text not null check (kind in ('payment', 'refund', 'refund_failed', 'payout', 'payout_returned', 'dispute', 'commission_back', 'fee', 'other')),
  -- The payment, payout or dispute it belongs to, by the provider's name of it; and of a refund its own name.
  reference        text,
  refund_reference text,
  payment_id       uuid,
  refund_id        uuid,
  -- What came (or went, below zero), what the provider kept of it for itself, and what it set aside for the platform.
  amount_minor     bigint not null,
  fee_minor        bigint not null,
  commission_minor bigint not null,
  currency         text not null check (currency ~ '^[A-Z]{3}$'),
  at               timestamptz not null,
  primary key (provider, id)
);
create index statement_lines_by_reference on statement_lines (provider, reference);
create index statement_lines_by_payment on statement_lines (payment_id) where payment_id is not null;
create index statement_lines_by_time on statement_lines (provider, at);

-- One comparison with one provider. The cursor says where the next page begins: whoever goes on after a crash begins there.
create table reconciliations (
  id         uuid primary key,
  provider   text not null,
  from_at    timestamptz not null,
  until_at   timestamptz not null,
  state      text not null check (state in ('reading', 'done', 'failed')),
  cursor     text,
  lines      int not null default 0,
  found      int not null default 0,
  fees       int not null default 0,
  attempts   int not null default 0,
  error      text,
  -- Who asked for it; nobody: the night.
  asked_by   text,
  begun_at   timestamptz not null,
  done_at    timestamptz,
  check (from_at < until_at)
);
-- One at a time with each provider.
create unique index reconciliations_reading on reconciliations (provider) where state = 'reading';
create index reconciliations_by_time on reconciliations (begun_at desc);

-- Where a provider and we say different things.
create table reconciliation_differences (
  id            uuid primary key,
  provider      text not null,
  kind          text not null check (kind in ('missing_here', 'missing_there', 'amount_differs', 'fee_differs', 'state_differs', 'twice')),
  what          text not null check (what in ('payment', 'refund', 'payout', 'dispute', 'commission', 'fee', 'other')),
  reference     text not null,
  line_id       text,
  payment_id    uuid,
  refund_id     uuid,
  ours_minor    bigint,
  theirs_minor  bigint,
  currency      text not null,
  at            timestamptz not null,
  state         text not null check (state in ('open', 'resolved')),
  -- agrees: it went away by itself; asked, fee, difference, given_back: what somebody did.
  resolution    text check (resolution in ('agrees', 'asked', 'fee', 'difference', 'given_back')),
  reason        text,
  found_at      timestamptz not null,
  resolved_at   timestamptz,
  resolved_by   text,
  check ((state = 'open') = (resolution is null)),
  unique (provider, kind, what, reference)
);
create index reconciliation_differences_open on reconciliation_differences (provider) where state = 'open';
