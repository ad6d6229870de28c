-- A key is published first, signs later, and is forgotten once the last token it signed is over (retired_at, known when its successor is made).
alter table signing_keys add column signs_from timestamptz;
update signing_keys set signs_from = created_at;
