-- Keys that sign access tokens of every club. The private half is protected by the keys in data_protection_keys.
create table signing_keys (
  kid         text primary key,
  private_key text not null,
  public_jwk  jsonb not null,
  created_at  timestamptz not null,
  retired_at  timestamptz
);
