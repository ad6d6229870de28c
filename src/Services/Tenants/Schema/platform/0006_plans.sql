-- What clubs may do and how much of it, as data: a plan is a set of abilities, limits (what is not named has none) and a price a month in each currency; EUR for all others.
create table plans (
  key       text primary key check (key ~ '^[a-z][a-z0-9-]{1,30}$'),
  position  int not null unique,
  names     jsonb not null check (names ? 'en'),
  abilities text[] not null,
  limits    jsonb not null check (jsonb_typeof(limits) = 'object'),
  prices    jsonb not null check (prices ? 'EUR'),
  offered   boolean not null
);

insert into plans (key, position, names, abilities, limits, prices, offered) values
  ('start', 1, '{"en": "Start", "es": "Inicio", "ur": "آغاز"}', '{}', '{"venues": 1, "courts": 4}', '{"EUR": 0}', true),
  ('club', 2, '{"en": "Club", "es": "Club", "ur": "کلب"}', '{announcements,domains,webhooks}', '{"venues": 2, "courts": 16}',
   '{"EUR": 4900, "USD": 5500, "GBP": 4500, "SEK": 54900, "AED": 19900, "PKR": 990000, "MXN": 89900}', true),
  ('chain', 3, '{"en": "Chain", "es": "Cadena", "ur": "چین"}', '{announcements,domains,webhooks}', '{}',
   '{"EUR": 14900, "USD": 16500, "GBP": 12900, "SEK": 169900, "AED": 59900, "PKR": 2990000, "MXN": 269900}', true);

-- Which plan a club had from when to when, and the price that was agreed. A club without one, opened by hand, may do everything and pays nothing for it.
create table club_plans (
  id          uuid primary key,
  tenant_id   uuid not null references tenants on delete cascade,
  plan        text not null references plans,
  begins_at   timestamptz not null,
  ends_at     timestamptz,
  price_minor bigint not null check (price_minor >= 0),
  currency    text not null check (currency ~ '^[A-Z]{3}$'),
  is_trial    boolean not null,
  by_whom     text not null,
  reason      text,
  check (ends_at >= begins_at)
);
create unique index club_plans_one_at_a_time on club_plans (tenant_id) where ends_at is null;
create index club_plans_by_club on club_plans (tenant_id, begins_at);

-- What follows: the end of a trial, or a smaller plan that was chosen for the next month.
create table next_plans (
  tenant_id uuid primary key references tenants on delete cascade,
  plan      text not null references plans,
  at        timestamptz not null,
  by_whom   text not null
);
