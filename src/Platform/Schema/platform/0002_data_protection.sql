-- Keys that protect cookies and tokens, shared by every process of the platform.
create table data_protection_keys (
  name       text primary key,
  xml        text not null,
  created_at timestamptz not null default now()
);
