-- Until when the merchant waits for the money: the page's "pay late" answers after it.
alter table dev_card_payments add column expires_at timestamptz;
