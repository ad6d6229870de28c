-- Which of the club's looks stands here: one that is told late never takes the place of a newer one.
alter table tenants add column look int not null default 0;
