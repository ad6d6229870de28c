-- Every club and chain. The schema's name comes from the id, so a renamed slug moves nothing.
create table tenants (
  id          uuid primary key,
  slug        text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) between 2 and 40),
  name        text not null,
  schema_name text not null unique,
  state       text not null check (state in ('provisioning', 'open', 'suspended', 'closed')),
  country     text not null,
  currency    text not null check (currency ~ '^[A-Z]{3}$'),
  zone        text not null,
  languages   text[] not null check (cardinality(languages) > 0),
  brand       jsonb not null default '{}',
  created_at  timestamptz not null,
  updated_at  timestamptz not null
);

-- Further names of a tenant: its own domains, and old slugs that lead on.
create table tenant_hosts (
  host        text primary key check (host = lower(host)),
  tenant_id   uuid not null references tenants on delete cascade,
  redirect_to text,
  verified_at timestamptz
);

-- What has been done to open a tenant, so that a crash in the middle is resumed and not begun again.
create table provisioning_steps (
  tenant_id   uuid not null references tenants on delete cascade,
  step        text not null,
  position    int not null,
  finished_at timestamptz,
  error       text,
  primary key (tenant_id, step)
);
