-- What clubs owe the platform for a month where the commission could not be taken out of the payments: written once, numbered without gaps.
create table commission_counters (
  year integer primary key,
  last bigint not null
);

create table commission_statements (
  id         uuid primary key,
  -- Schema of the club, and what it was called.
  club       name not null,
  club_name  text not null,
  month      date not null check (extract(day from month) = 1),
  currency   text not null check (currency ~ '^[A-Z]{3}$'),
  year       integer not null,
  number     bigint not null,
  -- Less than nothing where more went back than came: then the platform owes the club.
  net_minor  bigint not null check (net_minor <> 0),
  tax_minor  bigint not null,
  content    jsonb not null,
  issued_at  timestamptz not null,
  due_on     date not null,
  paid_at    timestamptz,
  paid_by    text,
  paid_reference text,
  unique (club, month, currency),
  unique (year, number),
  check ((paid_at is null) = (paid_reference is null) and (paid_at is null) = (paid_by is null))
);
create index commission_statements_by_time on commission_statements (month desc, number desc);

-- Only that it was paid is added, once.
create function keep_statement() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' and old.paid_at is null and new.paid_at is not null
     and (to_jsonb(old) - '{paid_at,paid_by,paid_reference}'::text[]) = (to_jsonb(new) - '{paid_at,paid_by,paid_reference}'::text[]) then
    return new;
  end if;
  raise exception 'A statement is never changed.' using errcode = 'insufficient_privilege';
end $$;
create trigger keep_rows before update or delete on commission_statements for each row execute function keep_statement();
create trigger keep_table before truncate on commission_statements for each statement execute function keep_statement();
revoke delete, truncate on commission_statements from padel_platform;

-- A club's books write its own statement, in the transaction that says which entries stand on it. The counter's row is held until that ends.
create function write_commission_statement(of_id uuid, called text, of_month date, in_currency text, net bigint, tax bigint, of_content jsonb, at timestamptz, due date)
returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  of_year integer := extract(year from at at time zone 'UTC');
  taken bigint;
begin
  insert into platform.commission_counters (year, last) values (of_year, 0) on conflict do nothing;
  update platform.commission_counters set last = last + 1 where year = of_year returning last into taken;
  insert into platform.commission_statements (id, club, club_name, month, currency, year, number, net_minor, tax_minor, content, issued_at, due_on)
  values (of_id, current_setting('role')::name, called, of_month, in_currency, of_year, taken, net, tax, of_content, at, due);
  return taken;
end $$;

-- A club reads its own and nobody else's.
create function my_commission_statements() returns setof commission_statements language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select * from platform.commission_statements where club = current_setting('role')::name
$$;
revoke execute on function keep_statement(), write_commission_statement(uuid, text, date, text, bigint, bigint, jsonb, timestamptz, date), my_commission_statements() from public;
grant execute on function write_commission_statement(uuid, text, date, text, bigint, bigint, jsonb, timestamptz, date), my_commission_statements() to padel_tenant;
