-- Invoices of what is no booking: a period of a membership, and receipts of credit that was bought (series A, taken back by AR). What credit is
-- worth is sold and taxed when it is spent, so its receipts are counted by themselves and add nothing to what was invoiced.
alter table invoices alter column booking_id drop not null;
alter table invoices add column payment_id uuid references payments;
alter table invoices add constraint invoices_of_one_thing check ((booking_id is null) <> (payment_id is null));
alter table invoices drop constraint invoices_check;
alter table invoices add constraint invoices_corrects_check check ((series in ('R', 'AR')) = (corrects is not null));
create index invoices_by_payment on invoices (payment_id) where payment_id is not null;
alter table invoice_counters drop constraint invoice_counters_series_check;
alter table invoice_counters add constraint invoice_counters_series_check check (series in ('', 'R', 'A', 'AR'));

-- The tax a membership's price contains, and what of each paid period was tax.
alter table tax_settings add column membership_tax_bps integer not null default 0 check (membership_tax_bps between 0 and 10000);
alter table membership_charges add column tax_minor bigint not null default 0 check (tax_minor between 0 and amount_minor);
