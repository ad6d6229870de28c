-- Where a club's own programs want to hear what happens.
create table webhook_endpoints (
  id            uuid primary key,
  url           text not null,
  description   text not null default '',
  -- What is told there; empty: everything.
  kinds         text[] not null default '{}',
  secret        bytea not null,
  -- The secret from before, which signs too until it is over: the reader changes without missing anything.
  former_secret bytea,
  former_until  timestamptz,
  active        boolean not null default true,
  -- Why it was stopped, when nobody did.
  stopped_why   text,
  failing_since timestamptz,
  made_by       uuid,
  created_at    timestamptz not null,
  updated_at    timestamptz not null
);

-- One row for every message to one endpoint, with how its last attempt went.
create table webhook_deliveries (
  id          uuid primary key,
  endpoint_id uuid not null references webhook_endpoints on delete cascade,
  kind        text not null,
  body        text not null,
  state       text not null default 'pending' check (state in ('pending', 'delivered', 'failed')),
  attempts    int not null default 0,
  -- Somebody is sending it until then.
  busy_until  timestamptz,
  next_at     timestamptz,
  status      int,
  answer      text,
  took_ms     int,
  created_at  timestamptz not null,
  finished_at timestamptz
);
create index webhook_deliveries_by_endpoint on webhook_deliveries (endpoint_id, id desc);
create index webhook_deliveries_by_age on webhook_deliveries (created_at);
