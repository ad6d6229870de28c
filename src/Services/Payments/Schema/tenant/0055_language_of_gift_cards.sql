-- The language of a gift card's mail, as its buyer chose; the club's where none was said.
alter table credit_codes add column language text check (language ~ '^[a-z]{2}$');
