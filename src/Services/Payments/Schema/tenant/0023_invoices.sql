-- What stands on the club's invoices. One row; none means: the club's name alone.
create table tax_settings (
  one        boolean primary key default true check (one),
  legal_name text not null,
  tax_id     text,
  address    text not null,
  country    text not null check (country ~ '^[A-Z]{2}$'),
  foot       text
);

-- What somebody wants to stand on theirs.
create table invoice_recipients (
  account_id uuid primary key,
  company    text not null,
  tax_id     text,
  address    text,
  updated_at timestamptz not null
);

-- Bookings that were sold, as they are now: what an invoice is written from.
create table billed_bookings (
  booking_id uuid primary key,
  court      jsonb not null,
  updated_at timestamptz not null
);

-- The last number of each series and year. Who takes the next one holds the row until the invoice stands, so that no number is left out.
create table invoice_counters (
  year   integer not null,
  series text not null check (series in ('', 'R')),
  last   bigint not null,
  primary key (year, series)
);

-- Invoices and credit notes: written once. Whose they are is taken out when somebody is erased, and nothing else ever changes.
create table invoices (
  id           uuid primary key,
  year         integer not null,
  series       text not null,
  number       bigint not null,
  booking_id   uuid not null,
  -- Of a credit note: the newest invoice before it.
  corrects     uuid references invoices,
  total_minor  bigint not null check (total_minor > 0),
  tax_minor    bigint not null,
  currency     text not null,
  language     text not null,
  -- Who sells, what, and how much tax of each rate: as it was when it was written.
  content      jsonb not null,
  issued_at    timestamptz not null,
  account_id   uuid,
  customer     text,
  customer_tax_id text,
  customer_address text,
  unique (year, series, number),
  check ((series = 'R') = (corrects is not null))
);
create index invoices_by_booking on invoices (booking_id, issued_at);
create index invoices_by_account on invoices (account_id, issued_at) where account_id is not null;
create index invoices_by_time on invoices (issued_at desc, id desc);

create trigger keep_rows before update or delete on invoices for each row execute function platform.keep_invoice();
create trigger keep_table before truncate on invoices for each statement execute function platform.keep_ledger();
do $$
begin
  execute format('revoke delete, truncate on invoices from %I', current_schema());
end $$;
