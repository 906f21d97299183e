-- Given away instead of thrown away: like a write-off it leaves the lot, and it is told apart wherever stock is told.
alter table kernel.lot_movement drop constraint lot_movement_kind_check;
alter table kernel.lot_movement add constraint lot_movement_kind_check check (kind in (
  'intake', 'hold', 'release', 'sale', 'direct_sale', 'split_out', 'split_in',
  'write_off', 'donation', 'return_in', 'take_back', 'regrade', 'count_up', 'count_down'));

create or replace function kernel.apply_movement() returns trigger language plpgsql as $$
declare
  d_hand integer := case
    when new.kind in ('intake', 'split_in', 'return_in', 'count_up') then new.quantity
    when new.kind in ('sale', 'direct_sale', 'split_out', 'write_off', 'donation', 'take_back', 'count_down') then -new.quantity
    else 0 end;
  d_held integer := case when new.kind = 'hold' then new.quantity when new.kind in ('release', 'sale') then -new.quantity else 0 end;
begin
  perform set_config('hualian.moving', '1', true);
  update kernel.lot set on_hand = on_hand + d_hand, held = held + d_held where id = new.lot_id;
  perform set_config('hualian.moving', '', true);
  return null;
end $$;
