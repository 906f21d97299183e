-- A grower who has not the goods but a substitute the order allows is asked for that; null for the ordered item itself.
alter table pooled.invitation add column instead_id uuid references kernel.trade_item;
alter table pooled.promise add column instead_id uuid references kernel.trade_item;
