-- What the platform writes in its own name, to people who belong to no club yet. Words and secret are emptied when it has left; the row itself goes after a month.
create table platform_mails (
  id         uuid primary key,
  occasion   text not null unique,
  kind       text not null,
  recipient  text not null,
  name       text not null,
  language   text not null,
  subject    text not null,
  content    text not null,
  html       text not null,
  sealed_key text,
  until      timestamptz,
  written_at timestamptz not null,
  attempts   int not null default 0,
  sent_at    timestamptz,
  given_up_at timestamptz,
  error      text
);
create index platform_mails_by_age on platform_mails (written_at);
