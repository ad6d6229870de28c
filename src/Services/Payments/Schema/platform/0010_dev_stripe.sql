-- The books of the Stripe that runs in development. It stands outside the house: nothing here is reached in a tenant's transaction.
create table dev_stripe_objects (
  id         text primary key,
  serial     bigint generated always as identity,
  kind       text not null,
  account    text not null,            -- on whose account it lives: 'platform' or acct_…
  about      text,                     -- the object it belongs to: a charge's payment intent, a refund's charge
  body       jsonb not null,           -- as it is told
  hidden     jsonb not null default '{}',  -- what only Stripe knows, such as how a card behaves
  created_at timestamptz not null
);
create index dev_stripe_objects_of_account on dev_stripe_objects (account, kind, serial);
create index dev_stripe_objects_about on dev_stripe_objects (about) where about is not null;

-- Every movement of money sums to zero: what one pot gains, others lose. 'world' is everybody's cards and banks, 'stripe' what it keeps.
create table dev_stripe_entries (
  id           bigint generated always as identity primary key,
  movement     uuid not null,
  pot          text not null,
  currency     text not null,
  amount_minor bigint not null,
  transaction  text,                   -- the balance transaction that tells of it
  available_on timestamptz not null,
  created_at   timestamptz not null
);
create index dev_stripe_entries_of_pot on dev_stripe_entries (pot, currency);
create index dev_stripe_entries_of_movement on dev_stripe_entries (movement);

create function dev_stripe_movement_is_whole() returns trigger language plpgsql as $$
begin
  if exists (select from dev_stripe_entries where movement = new.movement group by currency having sum(amount_minor) <> 0) then
    raise exception 'movement % of the development Stripe does not sum to zero', new.movement;
  end if;
  return null;
end $$;
create constraint trigger dev_stripe_entries_whole after insert or update on dev_stripe_entries
  deferrable initially deferred for each row execute function dev_stripe_movement_is_whole();

create table dev_stripe_answers (
  account    text not null,
  key        text not null,
  request    text not null,            -- hash of what was asked
  request_id text not null,
  status     int not null,
  body       text not null,
  created_at timestamptz not null,
  primary key (account, key)
);

create table dev_stripe_deliveries (
  event       text not null references dev_stripe_objects,
  endpoint    text not null,
  copy        int not null default 0,  -- more than one where a fault doubles it
  attempts    int not null default 0,
  last_status int,
  delivered_at timestamptz,
  primary key (event, endpoint, copy)
);

create table dev_stripe_faults (
  id         bigint generated always as identity primary key,
  kind       text not null,
  account    text,                     -- only calls on this account
  path       text,                     -- only paths with this in them
  remaining  int not null,
  per_mille  int not null,
  seed       bigint not null,
  seen       bigint not null default 0,
  seconds    int not null default 0
);
