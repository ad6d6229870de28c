-- What staff tell each other about a booking; the player never sees it. A note is taken away, not changed.
create table booking_notes (
  id         uuid primary key,
  booking_id uuid not null references bookings on delete cascade,
  at         timestamptz not null,
  author_id  uuid,
  author     text not null,
  text       text not null check (length(text) between 1 and 500)
);
create index booking_notes_by_booking on booking_notes (booking_id, at);

-- Somebody's own last move, which the board offers to undo.
create index booking_history_of_moves on booking_history (actor_id, at desc) where act in ('moved_by_staff', 'move_undone');
