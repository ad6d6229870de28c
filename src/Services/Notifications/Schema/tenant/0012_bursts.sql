-- What somebody was sent of late, and what waits for them: asked for every mail about bookings and money.
create index notification_logs_of_reader on notification_logs (recipient, sent_at) where type = 'email';
