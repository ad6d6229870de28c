-- What was agreed beside the cancellation tiers: the time to think it over, and what is kept from somebody who does not come.
alter table bookings add column terms jsonb not null default '{}';
create index booking_participants_by_email on booking_participants (lower(email)) where email is not null;
