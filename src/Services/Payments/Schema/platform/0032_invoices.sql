-- An invoice is never changed. Only whose it is may be taken out, for who is erased.
create function keep_invoice() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' and (to_jsonb(old) - '{account_id,customer,customer_tax_id,customer_address}'::text[]) = (to_jsonb(new) - '{account_id,customer,customer_tax_id,customer_address}'::text[])
     and new.account_id is null and new.customer_tax_id is null and new.customer_address is null and (new.customer is null or new.customer = '–') then
    return new;
  end if;
  raise exception 'An invoice is never changed: write a credit note.' using errcode = 'insufficient_privilege';
end $$;
revoke execute on function keep_invoice() from public;
