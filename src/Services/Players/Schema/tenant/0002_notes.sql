-- What somebody at the club wrote about a customer. Rows are added and never changed.
create table customer_notes (
  id          uuid primary key,
  customer_id uuid not null references customers on delete cascade,
  at          timestamptz not null,
  author_id   uuid,
  author      text not null,
  text        text not null
);
create index customer_notes_by_customer on customer_notes (customer_id, at desc);

-- What happened to a customer's row, who did it and when. Rows are added and never changed.
create table customer_history (
  id          uuid primary key,
  customer_id uuid not null references customers on delete cascade,
  at          timestamptz not null,
  act         text not null,
  actor_id    uuid,
  actor       text not null,
  detail      jsonb not null default '{}'
);
create index customer_history_by_customer on customer_history (customer_id, at desc);
