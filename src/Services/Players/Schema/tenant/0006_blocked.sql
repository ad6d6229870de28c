-- Few are: whether an address is theirs is asked of them alone.
create index customers_blocked on customers (id) where blocked_at is not null;
