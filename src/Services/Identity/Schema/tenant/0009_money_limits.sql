-- How much of players' money may go back by one hand: of everybody with a role, or of one person, which then counts instead. Null is no limit.
create table money_limits (
  id            uuid primary key,
  role          text unique,
  user_id       uuid unique references users on delete cascade,
  at_once_minor bigint check (at_once_minor >= 0),
  a_day_minor   bigint check (a_day_minor >= 0),
  updated_at    timestamptz not null,
  check ((role is null) <> (user_id is null))
);

-- What went back by somebody's hand on a day of the club's calendar.
create table money_given_back (
  user_id      uuid not null references users on delete cascade,
  day          date not null,
  amount_minor bigint not null,
  primary key (user_id, day)
);
