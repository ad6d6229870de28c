-- The name of the tenant's file it came with; without one, somebody uploaded it.
alter table venue_photos add column file text;
