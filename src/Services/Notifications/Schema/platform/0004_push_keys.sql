-- Who the platform is to push services (RFC 8292): made once, by the first process that needs it.
create table push_keys (
  id          uuid primary key,
  one         boolean not null default true unique check (one),
  public_key  text not null,
  private_key bytea not null,
  created_at  timestamptz not null
);
