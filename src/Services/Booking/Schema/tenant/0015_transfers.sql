-- A booking that was handed over is opened by other keys than before.
alter table bookings add column key_turn int not null default 0;

-- An offer to hand a booking over to somebody else. The key in the receiver's link is derived from the row's id.
create table booking_transfers (
  id          uuid primary key,
  booking_id  uuid not null references bookings on delete cascade,
  email       text not null,
  offered_at  timestamptz not null,
  ends_at     timestamptz not null,
  state       text not null default 'open' check (state in ('open', 'accepted', 'declined', 'withdrawn', 'ended')),
  answered_at timestamptz,
  -- The booking's turn by which the receiver has it.
  turn        int
);
create index booking_transfers_by_booking on booking_transfers (booking_id);
create unique index one_open_transfer on booking_transfers (booking_id) where state = 'open';
