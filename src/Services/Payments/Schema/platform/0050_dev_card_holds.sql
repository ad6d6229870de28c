-- The card company holds money for seven days: it is taken once, at most as much as is held, or let go; never both.
alter table dev_card_payments
  add column hold boolean not null default false,
  add column held_until timestamptz,
  add column taken_minor bigint check (taken_minor > 0 and taken_minor <= amount_minor),
  add column released_at timestamptz,
  -- The bank will refuse when the merchant takes what it holds, or charges the kept card.
  add column is_weak boolean not null default false,
  add column keep_method boolean not null default false,
  -- Name of the card the payer let the merchant keep, and of the kept card that was charged.
  add column method text unique,
  add column charged_method text,
  -- The payer was sent to the bank to confirm.
  add column asked_bank_at timestamptz,
  add constraint taken_or_let_go check (taken_minor is null or released_at is null),
  add constraint only_holds_end check (hold or (taken_minor is null and released_at is null));
