-- That somebody was to be erased, who asked for it, and what became of it. Whose data it was stands here sealed until all of it is gone.
create table erasures (
  id            uuid primary key,
  asked_at      timestamptz not null,
  asked_by      uuid,
  -- The holder of the account, or somebody at the club.
  by_holder     boolean not null,
  person_sealed bytea,
  state         text not null default 'asked' check (state in ('asked', 'refused', 'erased', 'finished')),
  receipt       jsonb not null default '[]',
  erased_at     timestamptz,
  finished_at   timestamptz
);
create index erasures_by_time on erasures (asked_at desc);
