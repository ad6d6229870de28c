-- What the platform keeps of payments: by plan, or agreed with one club, which goes before. Only added to; the newest that has begun holds.
create table commission_terms (
  id           uuid primary key,
  plan         text,
  -- Schema of the club they were agreed with.
  club         name,
  -- Nothing: in every currency. Fixed parts and bounds are amounts of one.
  currency     text check (currency ~ '^[A-Z]{3}$'),
  valid_from   date not null,
  -- Nothing: the club's own terms end, the plan's hold again.
  basis_points integer check (basis_points between 0 and 10000),
  fixed_minor  bigint not null default 0 check (fixed_minor >= 0),
  min_minor    bigint not null default 0 check (min_minor >= 0),
  max_minor    bigint check (max_minor >= min_minor),
  note         text,
  made_by      text not null,
  made_at      timestamptz not null,
  check ((plan is null) <> (club is null)),
  check (plan is null or basis_points is not null),
  check (currency is not null or (fixed_minor = 0 and min_minor = 0 and max_minor is null))
);
create index commission_terms_by_whom on commission_terms (coalesce(club::text, plan), valid_from);
revoke update, delete, truncate on commission_terms from padel_platform;

-- The plan of a club; who is not here has the plan 'standard'.
create table commission_plans (
  club    name primary key,
  plan    text not null,
  made_by text not null,
  made_at timestamptz not null
);

insert into commission_terms (id, plan, valid_from, basis_points, made_by, made_at) values
  (gen_random_uuid(), 'standard', '2020-01-01', 500, 'the platform', now()),
  (gen_random_uuid(), 'chain', '2020-01-01', 300, 'the platform', now()),
  (gen_random_uuid(), 'pilot', '2020-01-01', 0, 'the platform', now());

-- Terms as they hold for one club on a day: its own before its plan's, for the currency before for all, the newest first.
create function commission_terms_of(whose name, in_currency text, on_day date)
returns table (basis_points integer, fixed_minor bigint, min_minor bigint, max_minor bigint, source text) language sql stable set search_path = pg_catalog, pg_temp as $$
  with own as (
    select distinct on (t.currency) t.* from platform.commission_terms t
    where t.club = whose and (t.currency = in_currency or t.currency is null) and t.valid_from <= on_day order by t.currency, t.valid_from desc, t.made_at desc, t.id desc),
  planned as (
    select distinct on (t.currency) t.* from platform.commission_terms t
    where t.plan = coalesce((select p.plan from platform.commission_plans p where p.club = whose), 'standard')
      and (t.currency = in_currency or t.currency is null) and t.valid_from <= on_day order by t.currency, t.valid_from desc, t.made_at desc, t.id desc)
  select chosen.basis_points, chosen.fixed_minor, chosen.min_minor, chosen.max_minor, chosen.source from (
    select o.*, 'club'::text as source, 1 as rank from own o where o.basis_points is not null
    union all select p.*, p.plan, 2 from planned p) chosen
  order by chosen.rank, chosen.currency nulls last limit 1
$$;

-- A club asks for its own terms and no other's.
create function my_commission_terms(in_currency text, on_day date)
returns table (basis_points integer, fixed_minor bigint, min_minor bigint, max_minor bigint, source text) language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select * from platform.commission_terms_of(current_setting('role')::name, in_currency, on_day)
$$;
revoke execute on function commission_terms_of(name, text, date), my_commission_terms(text, date) from public;
grant execute on function my_commission_terms(text, date) to padel_tenant;
grant execute on function commission_terms_of(name, text, date) to padel_platform;
