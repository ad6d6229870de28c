-- A club's own words for a kind of message, in a language, by a channel. Every version stays; at most one of them counts, and where none does ours do.
create table message_words (
  id         uuid primary key,
  kind       text not null,
  language   text not null,
  channel    text not null check (channel in ('email', 'sms', 'whatsapp')),
  version    int not null,
  -- Of a mail its subject; of a WhatsApp message the name of the template that Meta approved.
  subject    text not null default '',
  heading    text not null default '',
  body       text not null,
  -- What could be named when they were saved: of what a message does not have nothing is said.
  names      text[] not null,
  active     boolean not null default true,
  -- Why it could not be filled when a message was written: then our words went out.
  broken_why text,
  made_by    uuid,
  made_at    timestamptz not null,
  unique (kind, language, channel, version)
);
create unique index message_words_that_count on message_words (kind, language, channel) where active;

-- The template at the carrier that a message is for, where the club named its own.
alter table notification_logs add column carrier_template text;

-- Read no more since readers say what they want topic by topic.
drop table notification_preferences;
