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

-- Random secrets of this club, for keys in links that must be made again later.
create table secrets (
  name  text primary key,
  value bytea not null
);
insert into secrets (name, value)
select 'links', sha256(convert_to(string_agg(gen_random_uuid()::text, ''), 'UTF8')) from generate_series(1, 4);
