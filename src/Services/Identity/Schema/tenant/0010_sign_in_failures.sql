-- Wrong passwords, by the address that was typed and where they came from: a device the account knows, a network, or all strangers together.
-- Both are keyed hashes. Nothing here depends on whether the address has an account.
create table sign_in_failures (
  address       bytea not null,
  source        bytea not null,
  count         int not null,
  since         timestamptz not null,
  blocked_until timestamptz,
  primary key (address, source)
);
create index sign_in_failures_by_age on sign_in_failures (since);
