-- Numbers lie sealed, and are found by what their pieces are worth under the club's key. So do files that were uploaded. The columns in the clear are
-- emptied by `padel migrate`, with what they left in the searched text, and go with a later script.
alter table customers add column phone_sealed bytea, add column phone_pieces bigint[];
create index customers_by_phone on customers using gin (phone_pieces);
create index customers_in_the_clear on customers (id) where phone is not null;

alter table customer_imports add column text_sealed bytea;
create index customer_imports_in_the_clear on customer_imports (id) where text is not null;

-- The history says which number it was to whoever knows it: by its end.
update customer_history set detail = jsonb_set(detail, '{phone}',
  (select jsonb_agg(case when length(number) > 6 then '***' || right(number, 3) when number is null or number = '' then number else '***' end)
   from jsonb_array_elements_text(detail -> 'phone') as number))
where jsonb_typeof(detail -> 'phone') = 'array' and jsonb_array_length(detail -> 'phone') > 0;
update customer_history set detail = jsonb_set(detail, '{phone}', to_jsonb(case when length(detail ->> 'phone') > 6 then '***' || right(detail ->> 'phone', 3) else '***' end))
where jsonb_typeof(detail -> 'phone') = 'string';
