-- What the club let go of the price, and asks of nobody.
alter table bookings add column let_go_minor bigint not null default 0 check (let_go_minor >= 0);
