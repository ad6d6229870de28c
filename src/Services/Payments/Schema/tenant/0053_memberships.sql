-- What a club agrees with its members: a plan puts them into a group of customers, its versions say what that costs and from when.
create table membership_plans (
  id          uuid primary key,
  name        text not null,
  description text not null,
  group_key   text not null,
  currency    text not null check (currency ~ '^[A-Z]{3}$'),
  active      boolean not null,
  position    int not null,
  created_at  timestamptz not null
);
create unique index membership_plans_by_name on membership_plans (lower(name)) where active;

create table membership_versions (
  id           uuid primary key,
  plan_id      uuid not null references membership_plans,
  number       int not null,
  -- The first day it counts, in the club's zone.
  from_day     date not null,
  price_minor  bigint not null check (price_minor > 0),
  months       int not null check (months in (1, 3, 12)),
  credit_minor bigint not null check (credit_minor >= 0),
  -- Whether who was a member before keeps what they had.
  grandfather  boolean not null,
  created_at   timestamptz not null,
  unique (plan_id, number)
);

create table memberships (
  id            uuid primary key,
  plan_id       uuid not null references membership_plans,
  version_id    uuid not null references membership_versions,
  account_id    uuid not null,
  state         text not null check (state in ('pending', 'active', 'past_due', 'frozen', 'ended')),
  -- The present period: its first day and the day after its last.
  period_from   date,
  period_to     date,
  -- The day of the month it renews on, whatever shorter months make of it.
  anchor_day    int not null check (anchor_day between 1 and 31),
  cancel_at_end boolean not null default false,
  next_plan_id  uuid references membership_plans,
  freeze_from   date,
  freeze_until  date,
  provider      text,
  saved_method  text,
  attempts      int not null default 0,
  given         boolean not null default false,
  end_reason    text,
  ended_at      timestamptz,
  created_at    timestamptz not null
);
-- One membership at a time; one that waits for its first payment is none yet.
create unique index one_membership_at_a_time on memberships (account_id) where state in ('active', 'past_due', 'frozen');
create index memberships_by_plan on memberships (plan_id, state);

-- What is to be paid for a period, or for changing within one. Its id is the payment's purpose_id.
create table membership_charges (
  id            uuid primary key,
  membership_id uuid not null references memberships,
  version_id    uuid not null references membership_versions,
  kind          text not null check (kind in ('period', 'change')),
  period_from   date not null,
  period_to     date not null,
  amount_minor  bigint not null check (amount_minor >= 0),
  currency      text not null check (currency ~ '^[A-Z]{3}$'),
  state         text not null check (state in ('open', 'paid', 'given_up')),
  created_at    timestamptz not null,
  paid_at       timestamptz,
  earned_at     timestamptz
);
create unique index one_charge_per_period on membership_charges (membership_id, period_from) where kind = 'period' and state <> 'given_up';
