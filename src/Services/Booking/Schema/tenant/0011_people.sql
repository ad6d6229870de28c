-- Who plays along: asked when and in which language, and since when they know. A person is asked once for a booking.
alter table booking_participants
  add column language text not null default 'en',
  add column told_at timestamptz,
  add constraint participant_status check (status in ('invited', 'accepted', 'declined', 'left', 'removed'));
create unique index one_place_for_each_address on booking_participants (booking_id, lower(email)) where email is not null and status in ('invited', 'accepted');
create index booking_participants_by_user on booking_participants (user_id) where user_id is not null;

-- A link by which whoever has it may take a free place. One at a time; the key in the link is derived from the row's id, so a revoked link opens nothing.
create table booking_shares (
  id         uuid primary key,
  booking_id uuid not null references bookings on delete cascade,
  created_at timestamptz not null,
  revoked_at timestamptz
);
create unique index one_link_to_join on booking_shares (booking_id) where revoked_at is null;
