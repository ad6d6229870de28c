-- Nothing until it is agreed with the call that moves the money: the same call made again says the same.
alter table payments alter column commission_minor drop not null, alter column commission_minor drop default;
alter table refunds alter column commission_minor drop not null, alter column commission_minor drop default;
update payments set commission_minor = null where settled_at is null;
update refunds set commission_minor = null where state <> 'settled';
