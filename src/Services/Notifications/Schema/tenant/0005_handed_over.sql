-- Somebody else has the booking than who paid for it: what comes back goes to the card that paid.
alter table known_bookings add column handed_over boolean not null default false;
