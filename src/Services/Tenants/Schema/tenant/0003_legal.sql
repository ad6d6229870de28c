-- What the club's law and its own terms ask to be said, in Markdown.
create table legal_texts (
  kind       text not null check (kind in ('terms', 'privacy', 'imprint')),
  language   text not null check (language ~ '^[a-z]{2}$'),
  text       text not null check (length(text) between 1 and 50000),
  changed_at timestamptz not null,
  primary key (kind, language)
);
