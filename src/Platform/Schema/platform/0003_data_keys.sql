-- Keys that seal what a stolen table must not tell, wrapped by a master key that is in no table. An owner's rows gone, everything it had
-- sealed is gone with them, backups included.
create table data_keys (
  id         int generated always as identity primary key,
  -- A tenant's schema, or padel_platform.
  owner      name not null,
  purpose    text not null check (purpose in ('data', 'index')),
  wrapped    bytea not null,
  master     text not null,
  created_at timestamptz not null,
  -- Since when a newer key seals, and since when nothing is sealed by this one any more.
  retired_at timestamptz,
  emptied_at timestamptz
);
create unique index one_data_key_seals on data_keys (owner, purpose) where retired_at is null;
create index data_keys_by_owner on data_keys (owner);
