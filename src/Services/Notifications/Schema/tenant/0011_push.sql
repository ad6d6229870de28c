-- Browsers that somebody lets the club ring: where their push service takes messages, and the keys messages are sealed with for that browser alone.
create table push_devices (
  id         uuid primary key,
  account_id uuid not null,
  endpoint   text not null unique,
  public_key text not null,
  auth       bytea not null,
  -- What the browser calls itself, for its owner to know it again.
  name       text not null,
  created_at timestamptz not null,
  rang_at    timestamptz
);
create index push_devices_by_account on push_devices (account_id, created_at);
