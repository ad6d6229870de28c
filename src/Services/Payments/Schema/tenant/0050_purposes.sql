-- What a payment is for: a booking, or something else the club sells. What else there is, is the code's to say: one more is no change of a table.
alter table payments alter column booking_id drop not null;
alter table payments add column purpose text not null default 'booking';
alter table payments add column purpose_id uuid;
alter table payments add constraint payments_for_one_thing check ((purpose = 'booking') = (booking_id is not null) and (purpose = 'booking') = (purpose_id is null));
create unique index payments_one_open_purpose on payments (purpose, purpose_id, provider) where booking_id is null and state = 'open';
create index payments_by_purpose on payments (purpose, purpose_id) where booking_id is null;
