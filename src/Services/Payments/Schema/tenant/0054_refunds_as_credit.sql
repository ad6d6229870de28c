-- Money of a booking that became credit of its player instead of going back the way it came: no provider hears of it.
alter table refunds add column to_wallet boolean not null default false;
