-- The kept card that is about to be charged, written down before the call: should nobody live to note the answer, it is asked for again, whatever
-- became of the booking meanwhile. Gone once the charge has a name at its provider.
alter table payments add column charged_method text;
