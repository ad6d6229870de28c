-- Wrong passwords of an admin by the network they came from, as a blind index; the empty one counts all of them together.
create table admin_guesses (
  admin_id    uuid not null references admins on delete cascade,
  network     bytea not null,
  count       int not null,
  since       timestamptz not null,
  rests_until timestamptz,
  primary key (admin_id, network)
);
