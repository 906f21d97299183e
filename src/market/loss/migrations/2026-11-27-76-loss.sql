-- Fading stock: what was given a lower grade or price, thrown away or given away, by whom and why, and the rates that follow from it.
create schema loss;

create table loss.terms (
  id integer generated always as identity primary key,
  at timestamptz not null,
  settings jsonb not null check (jsonb_typeof(settings) = 'object'),
  reason text not null,
  account_id uuid,
  account_name text not null
);
create trigger append_only before update or delete on loss.terms for each row execute function kernel.forbid_change();

create table loss.counter (business_date date primary key, last integer not null);

create table loss.act (
  id uuid primary key,
  no text not null unique,
  at timestamptz not null,
  business_date date not null,
  kind text not null check (kind in ('downgrade', 'markdown', 'write_off', 'donation')),
  lot_id uuid not null references kernel.lot,
  lot_no text not null,
  item_id uuid not null references kernel.trade_item,
  grower_id uuid not null references kernel.party,
  unit text not null,
  quantity integer not null check (quantity > 0),
  reason text not null check (reason in ('fading', 'unsold', 'broken', 'disease', 'cold', 'heat', 'dry', 'old_stock', 'other')),
  text text not null default '' check (length(text) <= 300),
  -- What a unit was worth when the act was said: by the lot's floor, by its last sale, by the last sale of its item.
  price bigint check (price > 0),
  price_source text not null check (price_source in ('floor', 'lot_sale', 'item_sale', 'none')),
  value bigint not null check (value >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  old_grade text check (old_grade in ('A', 'B', 'C', 'D', 'E')),
  new_grade text check (new_grade in ('A', 'B', 'C', 'D', 'E')),
  new_price bigint check (new_price > 0),
  receiver_id uuid references kernel.party,
  receiver text check (length(receiver) between 2 and 120),
  state text not null check (state in ('proposed', 'done', 'declined', 'withdrawn')),
  second boolean not null,
  by_id uuid,
  by_name text not null,
  by_party uuid,
  decided_at timestamptz,
  decided_on date,
  decided_by uuid,
  decided_name text,
  -- The lot that a part of another became when it was given a lower grade.
  child_id uuid references kernel.lot,
  constraint grade_named check ((kind = 'downgrade') = (new_grade is not null)),
  constraint grade_goes_down check (old_grade is null or new_grade is null or new_grade > old_grade),
  constraint price_named check ((kind = 'markdown') = (new_price is not null)),
  constraint price_goes_down check (kind <> 'markdown' or (price is not null and new_price < price)),
  constraint receiver_named check ((kind = 'donation') = (receiver is not null)),
  constraint other_is_said check (reason <> 'other' or length(text) >= 2),
  constraint decided check ((state = 'proposed') = (decided_at is null)),
  constraint second_pair_of_eyes check (not second or state <> 'done' or (decided_by is not null and decided_by is distinct from by_id))
);
create index act_by_lot on loss.act (lot_id, at);
create index act_by_grower on loss.act (grower_id, at);
create index act_by_day on loss.act (business_date, at);
create index act_open on loss.act (at) where state = 'proposed';

create function loss.act_is_decided_once() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state <> 'proposed' or new.state = 'proposed'
     or (new.id, new.no, new.at, new.business_date, new.kind, new.lot_id, new.quantity, new.reason, new.text, new.price, new.price_source, new.value, new.currency, new.old_grade, new.new_grade, new.new_price, new.receiver_id, new.receiver, new.second, new.by_id, new.by_name, new.by_party)
        is distinct from (old.id, old.no, old.at, old.business_date, old.kind, old.lot_id, old.quantity, old.reason, old.text, old.price, old.price_source, old.value, old.currency, old.old_grade, old.new_grade, old.new_price, old.receiver_id, old.receiver, old.second, old.by_id, old.by_name, old.by_party) then
    raise exception 'append_only: an act is decided once and else stays as it was said';
  end if;
  return new;
end $$;
create trigger decided_once before update or delete on loss.act for each row execute function loss.act_is_decided_once();

create table loss.photo (
  act_id uuid not null references loss.act,
  seq integer not null,
  photo_id uuid not null references kernel.file,
  primary key (act_id, seq)
);
create trigger append_only before update or delete on loss.photo for each row execute function kernel.forbid_change();

-- When the transaction ends, an act that is done has moved its stock and has a photograph.
create function loss.act_is_whole() returns trigger language plpgsql as $$
begin
  if not exists (select from loss.photo where act_id = new.id) then raise exception 'act_has_a_photo: %', new.no using errcode = '23514'; end if;
  if new.state = 'done' and new.kind in ('write_off', 'donation')
     and not exists (select from kernel.lot_movement where lot_id = new.lot_id and kind = new.kind and cause = 'loss' and cause_id = new.id::text and quantity = new.quantity) then
    raise exception 'act_moves_stock: % says % and moved none', new.no, new.quantity using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger is_whole after insert or update on loss.act deferrable initially deferred for each row execute function loss.act_is_whole();

-- Derived from the events of lots, settlement and of this module: every movement of stock that a rate is made of. `rebuild loss` makes it again.
create table loss.flow (
  -- The event it was heard from.
  event_id bigint primary key,
  at timestamptz not null,
  business_date date not null,
  lot_id uuid not null,
  grower_id uuid not null,
  item_id uuid not null,
  kind text not null,
  quantity integer not null,
  cause text not null,
  cause_id text not null,
  -- What a unit of it was worth, where anybody knows; of a mark-down, by how much the price went down.
  price bigint
);
create index flow_by_day on loss.flow (business_date, grower_id);
create index flow_by_grower on loss.flow (grower_id, business_date);
create index flow_by_item on loss.flow (item_id, business_date);
create index flow_by_lot on loss.flow (lot_id);
create index flow_by_cause on loss.flow (cause, cause_id);

create table loss.sold (
  sale_id uuid primary key,
  at timestamptz not null,
  lot_id uuid not null,
  item_id uuid not null,
  channel text not null,
  price bigint not null,
  cause text not null,
  cause_id text not null,
  reversal_id uuid,
  unique (cause, cause_id)
);
create index sold_by_lot on loss.sold (lot_id, at);
create index sold_by_item on loss.sold (item_id, at);
create index sold_by_reversal on loss.sold (reversal_id) where reversal_id is not null;
