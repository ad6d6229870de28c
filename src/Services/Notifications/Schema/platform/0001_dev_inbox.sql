-- The development inbox: where mails go while no mail server is configured. Its rows belong to no tenant's transaction.
create table dev_mails (
  id              uuid primary key,
  tenant_id       uuid not null,
  club            text not null,
  sender          text not null,
  recipient       text not null,
  subject         text not null,
  text            text not null,
  html            text not null,
  language        text not null,
  headers         jsonb not null,
  attachment_name text,
  attachment      text,
  received_at     timestamptz not null
);
create index dev_mails_newest on dev_mails (received_at desc);
create index dev_mails_by_recipient on dev_mails (recipient, received_at desc);
