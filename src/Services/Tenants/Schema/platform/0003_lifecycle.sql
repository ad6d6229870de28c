-- Since when a club is what it is; when a closed one is erased, and since when that is under way and cannot be stopped any more.
alter table tenants add column state_since timestamptz, add column erase_at timestamptz, add column erasing_at timestamptz,
  add check (erase_at is null or state = 'closed'), add check (erasing_at is null or erase_at is not null);

-- What admins did to clubs and why. It outlives the club, so it names it and does not refer to it. noted_at: when the club's own log had it, too.
create table tenant_changes (
  id        uuid primary key,
  tenant_id uuid not null,
  slug      text not null,
  act       text not null check (act in ('suspended', 'resumed', 'closed', 'reopened', 'erasure_hastened')),
  reason    text not null,
  admin_id  uuid not null,
  admin     text not null,
  at        timestamptz not null,
  noted_at  timestamptz
);
create index tenant_changes_by_club on tenant_changes (tenant_id, at desc);

-- Receipts of clubs that were erased: what there was, and that it is gone. Begun before anything is taken away, so that a crash loses no count.
create table tenant_erasures (
  tenant_id   uuid primary key,
  slug        text not null,
  name        text not null,
  schema_name text not null,
  reason      text not null,
  asked_by    text not null,
  closed_at   timestamptz not null,
  tables      bigint not null,
  table_rows  bigint not null,
  files       bigint not null,
  begun_at    timestamptz not null,
  erased_at   timestamptz
);
create index tenant_erasures_by_time on tenant_erasures (erased_at desc);
