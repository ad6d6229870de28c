-- The club's books: double entry in minor units, only added to. Debit is positive, credit negative; every entry sums to zero per currency.
create table ledger_entries (
  id                 uuid primary key,
  -- What it is about: whoever posts the same thing again finds it posted.
  key                text not null unique,
  kind               text not null,
  at                 timestamptz not null,
  booking_id         uuid,
  payment_id         uuid,
  provider           text,
  provider_reference text,
  note               text
);
create index ledger_entries_by_time on ledger_entries (at, id);
create index ledger_entries_by_booking on ledger_entries (booking_id) where booking_id is not null;
create index ledger_entries_by_payment on ledger_entries (payment_id) where payment_id is not null;

create table ledger_lines (
  entry_id     uuid not null references ledger_entries,
  line         smallint not null,
  account      text not null check (account ~ '^[a-z_]+(:[a-z0-9_]+)?$'),
  currency     text not null check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint not null check (amount_minor <> 0),
  -- Whose part of the account it is: a player's account, or a lot of credit.
  holder       uuid,
  primary key (entry_id, line)
);
create index ledger_lines_by_account on ledger_lines (account, currency, entry_id);
create index ledger_lines_by_holder on ledger_lines (holder, account) where holder is not null;

-- What every account holds, kept by the trigger below: the sum over its parts. Who tampers with lines is found by it.
create table ledger_balances (
  account       text not null,
  currency      text not null,
  part          smallint not null,
  balance_minor bigint not null,
  lines         bigint not null,
  primary key (account, currency, part)
);

create trigger keep_balances after insert on ledger_lines referencing new table as added for each statement execute function platform.keep_balances();
create constraint trigger weigh_lines after insert on ledger_lines deferrable initially deferred for each row execute function platform.weigh_entry();
create constraint trigger weigh_entry after insert on ledger_entries deferrable initially deferred for each row execute function platform.weigh_entry();
create trigger keep_rows before update or delete on ledger_entries for each row execute function platform.keep_ledger();
create trigger keep_table before truncate on ledger_entries for each statement execute function platform.keep_ledger();
create trigger keep_rows before update or delete on ledger_lines for each row execute function platform.keep_ledger();
create trigger keep_table before truncate on ledger_lines for each statement execute function platform.keep_ledger();
do $$
begin
  execute format('revoke update, delete, truncate on ledger_entries, ledger_lines from %I', current_schema());
  execute format('revoke insert, update, delete, truncate on ledger_balances from %I', current_schema());
end $$;

-- What the platform keeps of a payment, and what the provider kept, once it said so.
alter table payments
  add column commission_minor bigint not null default 0 check (commission_minor >= 0),
  add column provider_fee_minor bigint;
-- What the platform gave back of its commission with a refund.
alter table refunds add column commission_minor bigint not null default 0 check (commission_minor >= 0);
