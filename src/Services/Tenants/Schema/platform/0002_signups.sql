-- Clubs to be: asked for at the portal, confirmed by the link in a mail, then opened. What was never confirmed, and the asker of a club that stands, is forgotten.
create table signups (
  id           uuid primary key,
  hash         bytea not null,
  club         text not null,
  slug         text not null,
  country      text not null,
  currency     text not null,
  zone         text not null,
  language     text not null,
  email        text not null,
  first_name   text not null,
  last_name    text not null,
  state        text not null check (state in ('asked', 'confirmed', 'opened')),
  tenant_id    uuid references tenants on delete cascade,
  asked_at     timestamptz not null,
  expires_at   timestamptz not null,
  confirmed_at timestamptz,
  opened_at    timestamptz,
  entered_at   timestamptz,
  check ((state = 'asked') = (tenant_id is null))
);
create index signups_by_address on signups (lower(email), asked_at);
create index signups_by_age on signups (expires_at);
