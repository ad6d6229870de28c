-- Facts wait here, beside the rows they speak of, until every service has heard them.
create table outbox (
  id          uuid primary key,
  seq         bigint generated always as identity,
  xid         xid8 not null default pg_current_xact_id(),
  tenant_role name not null default current_user,
  event_type  text not null,
  aggregate   uuid not null,
  payload     jsonb not null,
  occurred_at timestamptz not null,
  trace_id    text
);
create index outbox_by_window on outbox (xid, seq);

-- How far each service has read: a window of transactions [low, high) and the place in it.
create table cursors (
  service    text primary key,
  low        xid8 not null,
  high       xid8 not null,
  seq        bigint not null,
  updated_at timestamptz not null
);

-- A reaction's work and this row commit together: at least once on the wire, exactly once in effect.
create table inbox (
  tenant_role name not null default current_user,
  event_id    uuid not null,
  reaction    text not null,
  heard_at    timestamptz not null,
  primary key (tenant_role, event_id, reaction)
);
create index inbox_by_age on inbox (heard_at);

-- Facts a service could not react to. Later facts of the same aggregate queue behind them.
create table delayed_facts (
  service    text not null,
  event_id   uuid not null,
  seq        bigint not null,
  aggregate  uuid not null,
  attempts   int not null default 0,
  next_at    timestamptz not null,
  parked_at  timestamptz,
  error      text,
  primary key (service, event_id)
);
create index delayed_facts_by_aggregate on delayed_facts (service, aggregate, seq);

-- Jobs that have to ring at a time, whoever is alive then.
create table timers (
  id          uuid primary key,
  tenant_role name not null default current_user,
  job         text not null,
  key         text not null,
  due_at      timestamptz not null,
  attempts    int not null default 0,
  parked_at   timestamptz,
  error       text
);
create index timers_due on timers (due_at) where parked_at is null;

-- A tenant may add, never read, and never say whose the row is.
grant insert (id, event_type, aggregate, payload, occurred_at, trace_id) on outbox to padel_tenant;
grant insert (event_id, reaction, heard_at) on inbox to padel_tenant;
grant insert (id, job, key, due_at) on timers to padel_tenant;
