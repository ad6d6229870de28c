-- Sessions in which it is not the account's holder who acts but an admin of the platform. They end at their time, used or not.
create table impersonated_sessions (
  session_id uuid primary key references sessions on delete cascade,
  admin_id   uuid not null,
  admin_name text not null,
  reason     text not null,
  ends_at    timestamptz not null
);
