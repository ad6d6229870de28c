-- Who did what at this club, as far as it has to be provable later. Only added to; every row's hash covers the row before, and the last
-- one's is kept in platform.audit_heads. The columns after the hash are read from the content, which is what the hash covers.
create table audit (
  seq        bigint primary key,
  content    text not null,
  previous   bytea not null,
  hash       bytea not null,
  at         timestamptz not null generated always as (to_timestamp((content::jsonb ->> 'at')::bigint / 1000.0)) stored,
  act        text not null generated always as (content::jsonb ->> 'act') stored,
  actor      text not null generated always as (content::jsonb -> 'actor' ->> 'name') stored,
  subject    text not null generated always as ((content::jsonb -> 'subject' ->> 'kind') || ' ' || (content::jsonb -> 'subject' ->> 'id')) stored
);
create index audit_by_time on audit (at);

create trigger chain before insert on audit for each row execute function platform.chain_audit();
create trigger keep_rows before update or delete on audit for each row execute function platform.keep_audit();
create trigger keep_table before truncate on audit for each statement execute function platform.keep_audit();
do $$
begin
  execute format('revoke insert, update, delete, truncate on audit from %I', current_schema());
  execute format('grant insert (content) on audit to %I', current_schema());
end $$;
