-- The second thing an account has to prove. The row's id is the account's; the secret is sealed.
create table second_factors (
  id           uuid primary key references users on delete cascade,
  secret       bytea not null,
  -- When the first code was right. Until then nobody is asked for one.
  confirmed_at timestamptz,
  -- The latest step whose code was accepted: no code works twice.
  last_step    bigint not null default 0,
  created_at   timestamptz not null
);

-- Ways in for who lost the phone, as SHA-256 of 80 random bits; each once.
create table recovery_codes (
  hash       bytea primary key,
  user_id    uuid not null references users on delete cascade,
  created_at timestamptz not null,
  used_at    timestamptz
);
create index recovery_codes_by_user on recovery_codes (user_id);
