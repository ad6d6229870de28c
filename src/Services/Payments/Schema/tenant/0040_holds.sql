-- Money that is held first and taken later, a share at a time. What is to become of a hold is written down before the provider is asked:
-- take_minor is what is to be taken of it (0: let it go), taken_minor what was.
alter table payments
  add column share_id uuid,
  add column payer_account_id uuid,
  add column payer_name text,
  add column payer_email text,
  add column is_hold boolean not null default false,
  add column keeps_method boolean not null default false,
  add column held_at timestamptz,
  add column held_until timestamptz,
  add column take_minor bigint check (take_minor between 0 and amount_minor),
  add column taken_minor bigint check (taken_minor between 0 and amount_minor),
  drop constraint payments_state_check,
  add constraint payments_state_check check (state in ('open', 'held', 'due_at_club', 'settled', 'released', 'failed', 'refund_due', 'refunded')),
  add constraint held_since check (state <> 'held' or held_at is not null);
drop index payments_one_open;
create unique index payments_one_open on payments (booking_id, coalesce(share_id, booking_id), provider) where state in ('open', 'due_at_club');
create index payments_by_payer on payments (payer_account_id, created_at) where payer_account_id is not null;
