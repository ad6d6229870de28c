-- Money for what was due at the desk already, paid by the player: it makes the demand smaller and asks nobody whether a court is free.
alter table payments add column for_due boolean not null default false;
