-- Whether staff have to prove two things, from when on. One row at most; none asks nobody.
create table staff_second_factor (
  is_one  boolean primary key default true check (is_one),
  asks    text not null check (asks in ('trusted', 'everybody')),
  from_at timestamptz not null
);

-- How the session was opened. A passkey proves device and user in one.
alter table sessions add column proof text not null default 'password';
