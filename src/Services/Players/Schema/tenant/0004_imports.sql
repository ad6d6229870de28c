-- A file of customers that somebody uploaded and has seen the effect of. Its text goes when it is applied or a day old.
create table customer_imports (
  id         uuid primary key,
  uploaded_at timestamptz not null,
  uploaded_by uuid,
  text       text,
  applied_at timestamptz,
  added      int not null default 0,
  changed    int not null default 0
);
