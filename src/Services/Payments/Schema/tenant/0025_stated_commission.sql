-- Which entries of commission stand on which statement: each on one. Nothing: a month whose entries came to nothing needs none.
create table stated_commission (
  entry_id     uuid primary key references ledger_entries,
  statement_id uuid
);
do $$
begin
  execute format('revoke update, delete, truncate on stated_commission from %I', current_schema());
end $$;
