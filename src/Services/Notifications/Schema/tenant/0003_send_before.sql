-- After this a message is of no use, and nobody gets it.
alter table notification_logs add column send_before timestamptz;
