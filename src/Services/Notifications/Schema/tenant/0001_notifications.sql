-- Every message, written when its occasion was heard and sent by a timer.
create table notification_logs (
  id              uuid primary key,
  user_id         uuid,
  type            text not null check (type in ('email', 'sms', 'whatsapp', 'push')),
  template        text not null,
  recipient       text not null,
  recipient_name  text,
  subject         text not null,
  content         text not null,
  html            text,
  language        text not null,
  booking_id      uuid,
  attachment_name text,
  attachment      text,
  status          text not null default 'pending' check (status in ('pending', 'sent', 'delivered', 'failed', 'skipped')),
  attempts        int not null default 0,
  sent_at         timestamptz,
  error_message   text,
  created_at      timestamptz not null,
  -- Kind and occasion: however often a fact is heard, its message exists once.
  dedupe_key      text not null unique
);
create index notification_logs_by_booking on notification_logs (booking_id) where booking_id is not null;
create index notification_logs_by_age on notification_logs (created_at desc);

-- What a person wants to hear. No row: the defaults below.
create table notification_preferences (
  user_id                uuid primary key,
  booking_confirmation   boolean not null default true,
  booking_reminder       boolean not null default true,
  marketing_emails       boolean not null default false,
  sms_notifications      boolean not null default true,
  whatsapp_notifications boolean not null default false
);

-- The last we heard of a booking: a message that no longer fits is not sent.
create table known_bookings (
  booking_id uuid primary key,
  state      text not null check (state in ('confirmed', 'cancelled', 'lost')),
  court      jsonb not null,
  heard_at   timestamptz not null
);
