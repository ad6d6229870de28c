-- Numbers, and what somebody typed who has no account yet, lie sealed. The columns in the clear are emptied by `padel migrate` and go with a later script.
alter table users add column phone_sealed bytea;
alter table one_time_links add column data_sealed bytea;
create index users_in_the_clear on users (id) where phone is not null;
create index one_time_links_in_the_clear on one_time_links (id) where data is not null;
