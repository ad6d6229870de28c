-- What a club lets its players agree to when they split: which fallbacks, and how much one of them may cover for the others.
alter table split_settings
  add column fallbacks text[] not null default '{release,organiser_covers,next_friend,open_seat}'
    constraint known_fallbacks check (cardinality(fallbacks) > 0 and fallbacks <@ array['release', 'organiser_covers', 'next_friend', 'open_seat']),
  -- Nothing: as much as the others' shares come to.
  add column most_cover_minor bigint check (most_cover_minor > 0);
