-- Links that were sent to an address and work once. Whoever steals this table has stolen nothing: it holds hashes of 256-bit secrets.
create table one_time_links (
  id         uuid primary key,
  hash       bytea not null unique,
  purpose    text not null,
  -- Whose account it is about; null where there is none yet.
  user_id    uuid references users on delete cascade,
  -- The address it went to, as addresses are compared.
  address    text not null,
  -- SHA-256 of what the browser that asked carries; null where any browser may use it.
  browser    bytea,
  data       jsonb,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index one_time_links_by_address on one_time_links (address, purpose, created_at desc);
create index one_time_links_by_end on one_time_links (expires_at);
