-- Keys that programs of an account carry instead of signing in. Whoever steals this table has stolen nothing: it holds hashes of random secrets.
create table api_keys (
  id           uuid primary key,
  user_id      uuid not null references users on delete cascade,
  name         text not null,
  hash         bytea not null unique,
  -- The end of the key, so that its holder tells one from another.
  tail         text not null,
  -- Abilities it may use, and "write".
  scopes       text[] not null,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  last_used_at timestamptz,
  revoked_at   timestamptz
);
create index api_keys_by_user on api_keys (user_id, created_at desc);
