-- Rises with every change, so that whoever changes a row says which one they have seen.
alter table customers add column revision int not null default 1;
alter table customer_groups add column revision int not null default 1;
