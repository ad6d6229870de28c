-- What a guest has booked, found by the address they gave.
create index bookings_by_guest on bookings (lower(guest_email), starts_at desc) where user_id is null and guest_email is not null;
