-- What a club tells many of its customers at once.
create table announcements (
  id             uuid primary key,
  subject        text not null,
  body           text not null,
  -- In which it is written, and whether only they get it who read it.
  language       text not null,
  only_language  boolean not null default false,
  groups         text[] not null default '{}',
  tags           text[] not null default '{}',
  -- Only who has played within so many days.
  played_days    int check (played_days between 1 and 730),
  state          text not null default 'scheduled' check (state in ('scheduled', 'sending', 'sent', 'cancelled')),
  send_at        timestamptz not null,
  -- The last customer it was written to: a batch goes on from there.
  reached        uuid,
  written        int not null default 0,
  made_by        uuid,
  created_at     timestamptz not null,
  finished_at    timestamptz
);
create index announcements_by_age on announcements (created_at desc);

alter table notification_logs add column announcement_id uuid;
create index notification_logs_by_announcement on notification_logs (announcement_id) where announcement_id is not null;
