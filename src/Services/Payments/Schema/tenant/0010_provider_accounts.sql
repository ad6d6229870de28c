-- What the club agreed with each provider and typed in here. Secrets are one sealed JSON object; when each was set is told, the secret is not.
create table provider_accounts (
  id         uuid primary key,
  provider   text not null unique,
  state      text not null check (state in ('incomplete', 'ready')),
  public     jsonb not null default '{}',
  secrets    bytea,
  secrets_at jsonb not null default '{}',
  updated_at timestamptz not null
);
