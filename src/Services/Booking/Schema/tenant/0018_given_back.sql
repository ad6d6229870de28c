-- What of a split price the club gave back to whoever paid it, and asks of nobody.
alter table bookings add column given_back_minor bigint not null default 0 check (given_back_minor >= 0);
