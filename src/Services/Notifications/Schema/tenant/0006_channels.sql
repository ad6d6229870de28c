-- Messages leave by more than mail, and a provider tells later what became of them.
alter table notification_logs drop constraint notification_logs_type_check;
alter table notification_logs add constraint notification_logs_type_check check (type in ('email', 'sms', 'whatsapp', 'push', 'in_app'));
alter table notification_logs drop constraint notification_logs_status_check;
alter table notification_logs add constraint notification_logs_status_check check (status in ('pending', 'sent', 'delivered', 'failed', 'bounced', 'skipped'));
-- Whose message it is where the recipient is a number: it is asked for when the message leaves and not kept here.
alter table notification_logs add column reader_address text;
alter table notification_logs add column parameters text[] not null default '{}';
alter table notification_logs add column provider text;
alter table notification_logs add column provider_id text;
alter table notification_logs add column delivered_at timestamptz;
create index notification_logs_by_reader on notification_logs (lower(reader_address)) where reader_address is not null;

-- How the club writes: what goes by which channel unless a reader says otherwise, and when no telephone rings. One row.
create table message_settings (
  one           boolean primary key default true check (one),
  on_by_default text[] not null default '{}',
  quiet_from    time not null default '22:00',
  quiet_to      time not null default '08:00',
  reply_to      text
);

-- What a reader said, by account or by address in small letters. No row: the club's way.
create table message_wishes (
  reader     text not null,
  topic      text not null,
  channel    text not null,
  wanted     boolean not null,
  changed_at timestamptz not null,
  primary key (reader, topic, channel)
);
insert into message_wishes (reader, topic, channel, wanted, changed_at)
  select user_id::text, 'bookings', 'email', false, now() from notification_preferences where not booking_confirmation;

-- What was said, when and how: only ever added to.
create table message_consents (
  id      uuid primary key,
  reader  text not null,
  topic   text not null,
  channel text not null,
  given   boolean not null,
  source  text not null,
  at      timestamptz not null
);
create index message_consents_by_reader on message_consents (reader, at);

-- Addresses that nothing is sent to any more.
create table suppressed_addresses (
  address text primary key,
  reason  text not null check (reason in ('bounced', 'complained')),
  detail  text,
  at      timestamptz not null
);
