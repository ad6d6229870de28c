-- Codes that take something off the court's price. How often one was used is counted in its row, and what one customer used of it in a row
-- of their own: both are counted up by one conditional statement, never read first.
create table promo_codes (
  id                uuid primary key,
  -- In capitals, as players type it.
  code              text not null unique check (code = upper(code) and length(code) between 2 and 30),
  basis_points      int check (basis_points between 1 and 10000),
  amount_minor      bigint check (amount_minor > 0),
  currency          text not null,
  -- Dates of the venue's clocks on which it may be used, both included.
  first_date        date,
  last_date         date,
  most_uses         int check (most_uses > 0),
  most_per_customer int check (most_per_customer > 0),
  -- The court has to cost at least this much before it counts.
  least_minor       bigint check (least_minor > 0),
  -- Days of play and courts it counts for; none for all.
  weekdays          int[] not null default '{}',
  court_ids         uuid[] not null default '{}',
  active            boolean not null default true,
  uses              int not null default 0 check (uses >= 0),
  revision          int not null default 1,
  created_at        timestamptz not null,
  updated_at        timestamptz not null,
  updated_by        text not null,
  check ((basis_points is null) <> (amount_minor is null)),
  check (last_date >= first_date)
);

create table promo_customers (
  promo_code_id uuid not null references promo_codes,
  -- Address in small letters, or the account where there is none.
  customer      text not null,
  uses          int not null check (uses >= 0),
  primary key (promo_code_id, customer)
);

-- The use a booking holds. It is taken away when the use is given back; which code it was stays in price_basis.
alter table bookings add column promo_code_id uuid references promo_codes, add column promo_customer text;
create index bookings_by_promo_code on bookings (promo_code_id, status) where promo_code_id is not null;

-- Whoever takes the use away from a booking (a hold that ends in somebody else's transaction, a cancellation, a closure) counts it down with
-- that; whoever puts it back (an undone closure, money that came late) counts it up. A new booking has spent it before it is written.
create function promo_code_counted() returns trigger language plpgsql as $$
declare
  change int := case when new.promo_code_id is null then -1 else 1 end;
  which uuid := coalesce(new.promo_code_id, old.promo_code_id);
begin
  update promo_codes set uses = uses + change where id = which;
  update promo_customers set uses = uses + change where promo_code_id = which and customer = new.promo_customer;
  return null;
end $$;
create trigger promo_code_counted after update of promo_code_id on bookings
  for each row when (old.promo_code_id is distinct from new.promo_code_id) execute function promo_code_counted();
