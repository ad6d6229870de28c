-- Rises whenever a subject's configuration changes. A writer that worked from memory makes its statement depend on the revision it saw.
create table revisions (
  subject  uuid primary key,
  revision bigint not null
);

-- The first answer to a request that carried an Idempotency-Key, stored with its effect.
create table idempotency_keys (
  key        text not null,
  caller     text not null,
  request    bytea not null,
  status     int,
  answer     text,
  content_type text,
  created_at timestamptz not null,
  primary key (caller, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);
