-- What the platform tells those who work for clubs, above their pages, from a moment until another.
create table club_notices (
  id         uuid primary key,
  texts      jsonb not null check (texts ? 'en'),
  urgent     boolean not null,
  begins_at  timestamptz not null,
  ends_at    timestamptz not null,
  made_by    text not null,
  made_at    timestamptz not null,
  check (ends_at >= begins_at)
);
create index club_notices_by_end on club_notices (ends_at);
