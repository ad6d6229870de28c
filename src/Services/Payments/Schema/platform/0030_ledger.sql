-- What every club's ledger is kept by. The functions stand here, so that nobody whose books they keep can change them.

-- Keeps the balance of every account while lines are added. A balance is spread over rows by backend: two who post at once do not wait for each other.
create function keep_balances() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  execute format($sql$
    insert into %1$I.ledger_balances as kept (account, currency, part, balance_minor, lines)
    select account, currency, pg_backend_pid() %% 64, sum(amount_minor), count(*) from added group by account, currency order by account, currency
    on conflict (account, currency, part) do update set balance_minor = kept.balance_minor + excluded.balance_minor, lines = kept.lines + excluded.lines
    $sql$, tg_table_schema);
  return null;
end $$;

-- An entry sums to zero in every currency, and it has lines: looked at when the transaction ends.
create function weigh_entry() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  of_entry uuid := case tg_table_name when 'ledger_entries' then (to_jsonb(new) ->> 'id')::uuid else (to_jsonb(new) ->> 'entry_id')::uuid end;
  found_lines bigint;
  uneven bigint;
begin
  execute format('select coalesce(sum(n), 0), count(*) filter (where total <> 0) from (select count(*) n, sum(amount_minor) total from %I.ledger_lines where entry_id = $1 group by currency) by_currency', tg_table_schema)
    into found_lines, uneven using of_entry;
  if found_lines < 2 or uneven > 0 then
    raise exception 'Entry % of the ledger does not sum to zero.', of_entry using errcode = 'check_violation', constraint = 'ledger_sums_to_zero';
  end if;
  return null;
end $$;

create function keep_ledger() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'A ledger is only added to: post another entry.' using errcode = 'insufficient_privilege';
end $$;

revoke execute on function keep_balances(), weigh_entry(), keep_ledger() from public;
