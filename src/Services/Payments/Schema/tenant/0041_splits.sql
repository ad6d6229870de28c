-- How the club lets players split a price. One row; none means the usual: due a day before play, only what can be held.
create table split_settings (
  one            boolean primary key default true check (one),
  enabled        boolean not null,
  deadline_hours int not null check (deadline_hours between 1 and 144),
  charge_at_once boolean not null
);

-- The price of a booking, shared between players. One for a booking; what is shown of the court is kept, so that a share's page asks nobody.
create table splits (
  id                   uuid primary key,
  booking_id           uuid not null unique,
  state                text not null check (state in ('waiting', 'open', 'covering', 'taking', 'settled', 'released', 'cancelled', 'lapsed')),
  provider             text not null,
  amount_minor         bigint not null check (amount_minor > 0),
  currency             text not null check (currency ~ '^[A-Z]{3}$'),
  fallback             text not null check (fallback in ('next_friend', 'open_seat', 'organiser_covers', 'release')),
  -- The most the organiser agreed to pay for others; nothing is ever charged beyond it.
  cover_up_to_minor    bigint not null default 0 check (cover_up_to_minor between 0 and amount_minor),
  covered_minor        bigint not null default 0,
  saved_method         text,
  deadline_at          timestamptz not null,
  last_at              timestamptz not null,
  -- Whether the places of those who had not paid were offered to others already.
  offered_at           timestamptz,
  organiser_account_id uuid,
  organiser_name       text not null,
  organiser_email      text,
  language             text not null,
  venue_id             uuid not null,
  venue_name           text not null,
  court_id             uuid not null,
  court_name           text not null,
  starts_at            timestamptz not null,
  ends_at              timestamptz not null,
  zone                 text not null,
  created_at           timestamptz not null,
  settled_at           timestamptz,
  constraint covers_what_was_agreed check (covered_minor <= cover_up_to_minor),
  constraint decided_before_play check (deadline_at <= last_at and last_at < starts_at)
);

create table shares (
  id            uuid primary key,
  split_id      uuid not null references splits on delete cascade,
  booking_id    uuid not null,
  -- 0 is the organiser's own.
  seat          int not null check (seat >= 0),
  amount_minor  bigint not null check (amount_minor > 0),
  -- Its part of what the platform keeps of the whole price; the parts add up to that.
  commission_minor bigint not null default 0 check (commission_minor between 0 and amount_minor),
  state         text not null check (state in ('open', 'authorised', 'captured', 'released', 'expired', 'covered', 'refunded')),
  name          text,
  email         text,
  account_id    uuid,
  language      text not null,
  participant_id uuid,
  -- How often the share changed hands: the links of before open it no more.
  turn          int not null default 0,
  is_offered    boolean not null default false,
  -- While somebody pays for an offered seat, nobody else may begin to.
  claimed_until timestamptz,
  -- The payment its payer was sent to last; one before it counts no more. The one that pays it is payment_id.
  paying_id     uuid,
  payment_id    uuid,
  -- What is kept of it after the booking was given up.
  kept_minor    bigint check (kept_minor between 0 and amount_minor),
  payer_name    text,
  payer_email   text,
  authorised_at timestamptz,
  reminded_at   timestamptz,
  note          text,
  created_at    timestamptz not null,
  unique (split_id, seat),
  constraint paid_by_a_payment check (state not in ('authorised', 'captured', 'covered') or payment_id is not null)
);
create unique index one_share_for_a_payment on shares (payment_id) where payment_id is not null;
create index shares_by_account on shares (account_id) where account_id is not null;

-- Who is asked next when somebody does not pay, in the organiser's order.
create table split_friends (
  id        uuid primary key,
  split_id  uuid not null references splits on delete cascade,
  position  int not null,
  name      text not null,
  email     text not null,
  asked_at  timestamptz,
  unique (split_id, position)
);
