-- A court for a time range. The row of a hold becomes the booking; it is never copied.
create table bookings (
  id                  uuid primary key,
  venue_id            uuid not null,
  court_id            uuid not null,
  starts_at           timestamptz not null,
  ends_at             timestamptz not null,
  -- What nobody else may have: the time played and the pause the venue keeps after it.
  occupies            tstzrange not null,
  zone                text not null,
  status              text not null default 'pending'
                      check (status in ('pending', 'confirmed', 'in_progress', 'completed', 'cancelled', 'expired', 'no_show')),
  booking_type        text not null default 'single',
  group_size          int not null default 1 check (group_size between 1 and 40),
  user_id             uuid,
  guest_name          text not null,
  guest_email         text,
  guest_phone         text,
  language            text not null,
  hold_expires_at     timestamptz,
  hold_extended       boolean not null default false,
  total_amount_minor  bigint not null check (total_amount_minor >= 0),
  commission_amount_minor bigint not null default 0,
  currency            text not null,
  price_lines         jsonb not null,
  cancellation_tiers  jsonb not null,
  payment_method      text,
  paid_minor          bigint not null default 0,
  special_requests    text,
  cancellation_reason text,
  cancelled_by        text,
  source              text not null,
  created_by          uuid,
  created_at          timestamptz not null,
  updated_at          timestamptz not null,
  check (ends_at > starts_at and ends_at <= starts_at + interval '24 hours'),
  check (status <> 'pending' or hold_expires_at is not null),
  -- The judge over two people who want one court: no read before a write can be.
  constraint no_two_on_one_court exclude using gist (court_id with =, occupies with &&)
    where (status not in ('cancelled', 'expired'))
);

-- The day of a venue, read from the index alone.
create index bookings_by_day on bookings (venue_id, starts_at) include (court_id, ends_at, status, hold_expires_at)
  where status not in ('cancelled', 'expired');
create index bookings_by_user on bookings (user_id, starts_at desc) where user_id is not null;

create table booking_participants (
  id         uuid primary key,
  booking_id uuid not null references bookings on delete cascade,
  user_id    uuid,
  name       text,
  email      text,
  status     text not null default 'invited',
  joined_at  timestamptz
);
create index booking_participants_by_booking on booking_participants (booking_id);

-- What happened to a booking, who did it and when. Rows are added and never changed.
create table booking_history (
  id         uuid primary key,
  booking_id uuid not null,
  at         timestamptz not null,
  act        text not null,
  actor_id   uuid,
  actor      text not null,
  detail     jsonb not null default '{}'
);
create index booking_history_by_booking on booking_history (booking_id, at);
