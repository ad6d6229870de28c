-- A booking may be paid in part with credit while the rest comes by a provider: the credit is set aside for the other payment and shares its end.
alter table payments add column part_of uuid references payments;
create unique index payments_part_of on payments (part_of) where part_of is not null;
