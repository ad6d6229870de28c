-- The development inbox keeps every channel's messages.
alter table dev_mails add column channel text not null default 'email';

-- Whose a message is that a provider knows by an id of its own. News that comes before we have noted the id waits here.
create table carried_messages (
  provider    text not null,
  provider_id text not null,
  tenant_id   uuid,
  message_id  uuid,
  news        text,
  why         text,
  at          timestamptz not null,
  primary key (provider, provider_id)
);
create index carried_messages_by_age on carried_messages (at);
