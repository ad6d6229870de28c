-- What a price depends on besides the lists the club keeps: with both it can be made again.
alter table bookings add column price_basis jsonb not null default '{}';
