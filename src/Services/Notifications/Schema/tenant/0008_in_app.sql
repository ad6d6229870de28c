-- What the holder of an account reads on the club's own site.
alter table notification_logs add column read_at timestamptz;
create index notification_logs_in_app on notification_logs (user_id, created_at desc) where type = 'in_app';
create index notification_logs_unread on notification_logs (user_id) where type = 'in_app' and read_at is null;
