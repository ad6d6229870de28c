-- A lesson is a court, a coach and a group at one time. The row that takes the court stands among the bookings; the same rows say where a coach
-- is, and the database judges both.
alter table bookings add column coach_id uuid;
-- Until when the coach is on the way, should the next lesson be at another venue.
alter table bookings add column coach_until timestamptz;
alter table bookings add constraint no_coach_in_two_places exclude using gist (coach_id with =, tstzrange(starts_at, ends_at) with &&)
  where (coach_id is not null and status not in ('cancelled', 'expired'));
alter table bookings add constraint no_coach_without_the_way exclude using gist (coach_id with =, venue_id with <>, tstzrange(starts_at, coach_until) with &&)
  where (coach_id is not null and status not in ('cancelled', 'expired'));

create table lessons (
  booking_id   uuid primary key references bookings on delete cascade,
  -- Lessons that were planned together: a course, week after week.
  course_id    uuid not null,
  coach_id     uuid not null,
  coach_name   text not null,
  title        text not null,
  description  text,
  level        text not null check (level in ('all', 'beginner', 'intermediate', 'advanced')),
  least        int not null check (least between 1 and 40),
  most         int not null check (most between 1 and 40),
  -- Places that are taken. Raised only by the statement that gives one away.
  taken        int not null default 0,
  price_minor  bigint not null check (price_minor >= 0),
  -- Until then a place can be given back; then it is decided whether enough have come together.
  decide_at    timestamptz not null,
  cancelled_at timestamptz,
  cancelled_by text check (cancelled_by in ('staff', 'too_few')),
  check (least <= most),
  check (taken between 0 and most)
);
create index lessons_by_course on lessons (course_id);
create index bookings_of_lessons on bookings (starts_at) where booking_type = 'lesson';

create table lesson_places (
  id        uuid primary key,
  lesson_id uuid not null references lessons on delete cascade,
  user_id   uuid,
  name      text not null,
  email     text not null,
  phone     text,
  language  text not null,
  -- The account, or the address of a guest.
  person    text not null,
  status    text not null default 'booked' check (status in ('booked', 'left', 'cancelled')),
  booked_at timestamptz not null,
  came_at   timestamptz,
  note      text
);
create index lesson_places_by_lesson on lesson_places (lesson_id, booked_at);
create unique index one_place_per_person on lesson_places (lesson_id, person) where status = 'booked';

-- When a coach can be had. A coach without a row can be had whenever the club is open.
create table coach_hours (
  coach_id       uuid primary key,
  travel_minutes int not null check (travel_minutes between 0 and 240),
  weekly         jsonb not null,
  exceptions     jsonb not null,
  updated_at     timestamptz not null
);
