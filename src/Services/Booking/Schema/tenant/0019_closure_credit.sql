-- What was paid for a booking that a closure breaks may become credit; and what each decision gives back, so that undoing can take it back.
alter table closure_decisions
  drop constraint closure_decisions_decision_check,
  add constraint closure_decisions_decision_check check (decision in ('cancel_and_refund', 'cancel_and_credit', 'move')),
  add column refund_minor bigint not null default 0 check (refund_minor >= 0);
