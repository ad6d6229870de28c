-- An admin who acts as somebody's account: asked for at the console, begun at the club by a ticket that works once.
create table impersonations (
  id          uuid primary key,
  admin_id    uuid not null references admins on delete cascade,
  tenant_id   uuid not null,
  account_id  uuid not null,
  reason      text not null,
  ticket      bytea not null unique,
  created_at  timestamptz not null,
  redeemed_at timestamptz
);
