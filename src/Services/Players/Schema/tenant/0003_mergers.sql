-- Addresses and numbers of rows that turned out to be this customer: they are found by those too.
alter table customers add column also_searched text not null default '';
