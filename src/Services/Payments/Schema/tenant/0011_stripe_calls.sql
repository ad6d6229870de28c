-- What we ask of Stripe that must not happen twice. The row is committed before the call: its version is part of the key of the call. After an answer
-- that Stripe repeats under the key, or after the key may be forgotten, the thing is looked for before a new version is tried.
create table stripe_calls (
  operation text primary key,
  version   int not null default 1,
  begun_at  timestamptz not null,
  broken_at timestamptz,
  reference text
);
