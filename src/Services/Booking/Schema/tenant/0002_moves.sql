-- How often a booking's court or time was changed: the number of its calendar file.
alter table bookings add column moves int not null default 0;
