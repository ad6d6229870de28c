-- From the one host that providers return to, to the club's: who came back, for one browser at one host, for a minute, once. Sealed by data protection.
create table sign_in_tickets (
  hash       bytea primary key,
  tenant_id  uuid not null,
  origin     text not null,
  -- SHA-256 of what the browser that set out carries at the club's host.
  browser    bytea not null,
  sealed     text not null,
  expires_at timestamptz not null
);
create index sign_in_tickets_by_end on sign_in_tickets (expires_at);
