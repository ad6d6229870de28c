-- Domains clubs want to be found at. Two may ask for the same one: whoever can write into its zone has it. What is proven stands in tenant_hosts as well, by which sites are found.
create table tenant_domains (
  id         uuid primary key,
  tenant_id  uuid not null references tenants on delete cascade,
  domain     text not null check (domain = lower(domain) and length(domain) between 4 and 253),
  token      text not null,
  state      text not null check (state in ('asked', 'proven', 'lost')),
  problem    text,
  asked_at   timestamptz not null,
  checked_at timestamptz,
  proven_at  timestamptz,
  unique (tenant_id, domain),
  check ((state = 'asked') = (proven_at is null))
);
create unique index tenant_domains_one_has_it on tenant_domains (domain) where state = 'proven';
create index tenant_domains_waiting on tenant_domains (checked_at nulls first) where state = 'asked';

-- Where a club's visitors are led and its mails point to, instead of its place below the apex.
alter table tenants add column main_host text;
