-- The secret of the link in a message, sealed, until the message has left. What is kept of the message then opens nothing.
alter table notification_logs add column sealed_key text;
