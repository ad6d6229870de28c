-- A refund that a provider refused and somebody sent again: the new one. Sending again twice sends once.
alter table refunds add column retried_by uuid references refunds deferrable initially deferred;
create index refunds_by_state on refunds (state, created_at);
create index payments_by_time on payments (created_at desc, id desc);
