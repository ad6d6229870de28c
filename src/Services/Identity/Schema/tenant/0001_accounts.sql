-- People who may sign in at this club. The same person at another club is another account.
create table users (
  id                  uuid primary key,
  email               text not null,
  normalized_email    text not null unique,
  password_hash       text,
  first_name          text not null,
  last_name           text not null,
  phone               text,
  phone_is_verified   boolean not null default false,
  is_verified         boolean not null default false,
  language            text not null,
  security_stamp      text,
  concurrency_stamp   text,
  two_factor_enabled  boolean not null default false,
  access_failed_count int not null default 0,
  lockout_enabled     boolean not null default true,
  lockout_end         timestamptz,
  created_at          timestamptz not null,
  updated_at          timestamptz not null
);

-- What a person is to the club. What that allows is decided in code, when the person asks.
create table user_roles (
  user_id    uuid not null references users on delete cascade,
  role       text not null,
  granted_at timestamptz not null,
  granted_by uuid,
  primary key (user_id, role)
);

-- One per device that signed in. It ends when it is revoked, when nobody used it for a while, or when it is too old.
create table sessions (
  id             uuid primary key,
  user_id        uuid not null references users on delete cascade,
  created_at     timestamptz not null,
  last_used_at   timestamptz not null,
  ends_at        timestamptz not null,
  user_agent     text,
  ip             text,
  revoked_at     timestamptz,
  revoked_reason text
);
create index sessions_by_user on sessions (user_id, last_used_at desc);

-- Every refresh token a session was ever given, as SHA-256 only. A used one stays until it expires, so that a second use is noticed.
create table refresh_tokens (
  hash       bytea primary key,
  session_id uuid not null references sessions on delete cascade,
  issued_at  timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index refresh_tokens_by_session on refresh_tokens (session_id, expires_at);
