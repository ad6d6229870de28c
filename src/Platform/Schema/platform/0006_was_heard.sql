-- Whether whoever asks has heard of an event before. Their own rows only: a tenant still cannot read the inbox.
create function was_heard(event uuid, by text) returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from platform.inbox where tenant_role = current_setting('role') and event_id = event and reaction = by)
$$;
revoke all on function was_heard from public;
grant execute on function was_heard to padel_tenant;
