-- Which club an account at Stripe belongs to: events of clubs come to one address of the platform and name the account.
create table stripe_accounts (
  account    text primary key,
  tenant_id  uuid not null unique,
  created_at timestamptz not null
);

-- What Stripe told us, each event once: stored, answered, acted on by a timer of the club it belongs to. Only what leads to the object is kept: the
-- object is fetched, and what an event says of people is nobody's business here. An event whose club is not known stays and is seen at the console.
create table stripe_events (
  id           text primary key,
  endpoint     text not null check (endpoint in ('account', 'connect')),
  type         text not null,
  account      text,
  object_id    text,
  intent       text,
  payment_id   uuid,
  tenant_id    uuid,
  told_at      timestamptz not null,
  received_at  timestamptz not null,
  processed_at timestamptz,
  outcome      text
);
create index stripe_events_unclaimed on stripe_events (received_at) where tenant_id is null;
