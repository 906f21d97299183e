-- One stock. Every channel sells from kernel.lot through the movement log, and the database refuses a negative balance.

create table kernel.lot (
  id uuid primary key,
  no text not null unique,
  item_id uuid not null references kernel.trade_item,
  grower_id uuid not null references kernel.party,
  business_date date not null,
  unit text not null,
  declared integer not null check (declared between 1 and 1000000),
  grade text check (grade in ('A', 'B', 'C', 'D', 'E')),
  floor_price bigint check (floor_price > 0),
  pot_extra boolean not null default false,
  photo_id uuid references kernel.file,
  note text not null default '' check (length(note) <= 500),
  attributes jsonb not null default '{}',
  status text not null default 'declared' check (status in ('declared', 'received', 'offered', 'closed', 'cancelled')),
  parent_id uuid references kernel.lot,
  on_hand integer not null default 0 check (on_hand >= 0),
  held integer not null default 0 check (held >= 0),
  created_at timestamptz not null,
  constraint never_oversold check (held <= on_hand)
);
create index lot_by_grower on kernel.lot (grower_id, business_date);
create index lot_by_day on kernel.lot (business_date, status);

create table kernel.lot_movement (
  id bigint generated always as identity primary key,
  lot_id uuid not null references kernel.lot,
  kind text not null check (kind in (
    'intake', 'hold', 'release', 'sale', 'direct_sale', 'split_out', 'split_in',
    'write_off', 'return_in', 'take_back', 'regrade', 'count_up', 'count_down')),
  quantity integer not null check (quantity >= 0 and (quantity > 0 or kind = 'regrade')),
  -- What caused the movement; the same cause moves the same lot once.
  cause text not null,
  cause_id text not null,
  reason text not null default '',
  account_id uuid,
  at timestamptz not null,
  unique (lot_id, kind, cause, cause_id)
);
create trigger append_only before update or delete on kernel.lot_movement for each row execute function kernel.forbid_change();

create function kernel.apply_movement() returns trigger language plpgsql as $$
declare
  d_hand integer := case
    when new.kind in ('intake', 'split_in', 'return_in', 'count_up') then new.quantity
    when new.kind in ('sale', 'direct_sale', 'split_out', 'write_off', 'take_back', 'count_down') then -new.quantity
    else 0 end;
  d_held integer := case when new.kind = 'hold' then new.quantity when new.kind in ('release', 'sale') then -new.quantity else 0 end;
begin
  perform set_config('hualian.moving', '1', true);
  update kernel.lot set on_hand = on_hand + d_hand, held = held + d_held where id = new.lot_id;
  perform set_config('hualian.moving', '', true);
  return null;
end $$;
create trigger apply after insert on kernel.lot_movement for each row execute function kernel.apply_movement();

create function kernel.guard_lot() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.on_hand <> 0 or new.held <> 0 then raise exception 'stock_moves_by_movement: a lot starts empty'; end if;
  elsif (new.on_hand, new.held) is distinct from (old.on_hand, old.held) and current_setting('hualian.moving', true) is distinct from '1' then
    raise exception 'stock_moves_by_movement: write a movement instead of the balance of lot %', old.no;
  end if;
  return new;
end $$;
create trigger guard before insert or update on kernel.lot for each row execute function kernel.guard_lot();

create table kernel.lot_counter (business_date date primary key, last integer not null);
