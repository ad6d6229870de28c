-- That the holder of an account asked for all that is kept about them, and how far it is. The archive lies sealed in the club's files.
create table data_exports (
  id         uuid primary key,
  account_id uuid not null,
  asked_at   timestamptz not null,
  -- Language of the mail that says it is ready.
  language   text not null,
  state      text not null default 'asked' check (state in ('asked', 'ready', 'expired', 'failed')),
  attempts   integer not null default 0,
  made_at    timestamptz,
  until      timestamptz
);
create unique index data_exports_one_at_a_time on data_exports (account_id) where state = 'asked';
create index data_exports_by_account on data_exports (account_id, asked_at desc);
