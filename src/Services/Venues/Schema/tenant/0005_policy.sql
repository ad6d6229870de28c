-- What a venue agrees with its players beyond the calendar: limits, grace, guests, missed bookings. As a tenant's file writes it.
alter table venues add column policy jsonb not null default '{}';
