-- Keys that sign in instead of a password. The private half never leaves the device.
create table passkeys (
  credential_id      bytea primary key,
  id                 uuid not null unique,
  user_id            uuid not null references users on delete cascade,
  name               text not null,
  public_key         bytea not null,
  sign_count         bigint not null,
  transports         text[] not null,
  is_user_verified   boolean not null,
  is_backup_eligible boolean not null,
  is_backed_up       boolean not null,
  attestation_object bytea not null,
  client_data_json   bytea not null,
  created_at         timestamptz not null,
  last_used_at       timestamptz
);
create index passkeys_by_user on passkeys (user_id, created_at);
