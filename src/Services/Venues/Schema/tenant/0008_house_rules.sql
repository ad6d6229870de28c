-- What players have to know before they come, by language.
alter table venues add house_rules jsonb not null default '{}';
