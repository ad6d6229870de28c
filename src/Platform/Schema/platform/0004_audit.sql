-- The last row of every audit log, where the one whose log it is cannot reach: what is cut off at the end is missed.
create table audit_heads (
  -- The schema whose log it is.
  chain name primary key,
  seq   bigint not null,
  hash  bytea not null
);
revoke insert, update, delete, truncate on audit_heads from padel_platform;

-- Who did what to the platform. Only added to; every row's hash covers the row before.
create table platform_audit (
  seq        bigint primary key,
  content    text not null,
  previous   bytea not null,
  hash       bytea not null,
  at         timestamptz not null generated always as (to_timestamp((content::jsonb ->> 'at')::bigint / 1000.0)) stored,
  act        text not null generated always as (content::jsonb ->> 'act') stored,
  actor      text not null generated always as (content::jsonb -> 'actor' ->> 'name') stored,
  subject    text not null generated always as ((content::jsonb -> 'subject' ->> 'kind') || ' ' || (content::jsonb -> 'subject' ->> 'id')) stored
);
create index platform_audit_by_time on platform_audit (at);

-- Puts a row at the end of its schema's chain. Whoever adds the next one waits for this transaction: the log is for acts that are rare.
create function chain_audit() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  head platform.audit_heads;
begin
  insert into platform.audit_heads (chain, seq, hash) values (tg_table_schema, 0, sha256(convert_to(tg_table_schema, 'UTF8'))) on conflict (chain) do nothing;
  select * into strict head from platform.audit_heads where chain = tg_table_schema for update;
  new.seq := head.seq + 1;
  new.previous := head.hash;
  new.hash := sha256(new.previous || int8send(new.seq) || convert_to(new.content, 'UTF8'));
  update platform.audit_heads set seq = new.seq, hash = new.hash where chain = tg_table_schema;
  return new;
end $$;

create function keep_audit() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'An audit log is only added to.' using errcode = 'insufficient_privilege';
end $$;

create trigger chain before insert on platform_audit for each row execute function chain_audit();
create trigger keep_rows before update or delete on platform_audit for each row execute function keep_audit();
create trigger keep_table before truncate on platform_audit for each statement execute function keep_audit();
revoke insert, update, delete, truncate on platform_audit from padel_platform;
grant insert (content) on platform_audit to padel_platform;
revoke execute on function chain_audit(), keep_audit() from public;
