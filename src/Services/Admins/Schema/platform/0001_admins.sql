-- People who run the platform. They have no account at any club and sign in at the console alone.
create table admins (
  id            uuid primary key,
  email         text not null,
  name          text not null,
  -- None until the admin has opened their link.
  password_hash text,
  totp_sealed   bytea,
  -- The latest code that was taken: none is taken twice.
  totp_step     bigint not null default 0,
  failed        int not null default 0,
  locked_until  timestamptz,
  disabled_at   timestamptz,
  created_at    timestamptz not null,
  check ((password_hash is null) = (totp_sealed is null))
);
create unique index one_admin_per_address on admins (lower(email));

-- Links by which an admin chooses password and second factor. As hashes: who reads the table opens nothing.
create table admin_links (
  hash        bytea primary key,
  admin_id    uuid not null references admins on delete cascade,
  totp_sealed bytea not null,
  expires_at  timestamptz not null,
  used_at     timestamptz
);

create table admin_sessions (
  id           uuid primary key,
  admin_id     uuid not null references admins on delete cascade,
  created_at   timestamptz not null,
  last_used_at timestamptz not null,
  ended_at     timestamptz,
  ip           text,
  user_agent   text
);
create index admin_sessions_by_admin on admin_sessions (admin_id, last_used_at desc);
