-- The pool of returnable packaging: who holds how many of what, and the deposits paid for them. Money itself stands in settlement.
create schema packaging;

create table packaging.kind (
  id uuid primary key,
  code text not null unique check (code ~ '^[A-Z0-9][A-Z0-9-]{0,19}$'),
  zh text not null check (length(zh) between 1 and 40),
  en text not null check (length(en) between 1 and 60),
  family text not null check (family in ('trolley', 'shelf', 'crate', 'tray')),
  -- Every piece carries a number of its own, and every movement names them.
  numbered boolean not null,
  asset_type integer generated always as identity unique,
  -- The line of the fee sheet that takes this kind's deposit already; while it is valid the pool takes none.
  fee_code text check (length(fee_code) between 1 and 60),
  overdue_days integer not null check (overdue_days between 1 and 3650),
  created_at timestamptz not null
);
create function packaging.kind_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (new.id, new.code, new.family, new.numbered) is distinct from (old.id, old.code, old.family, old.numbered) then
    raise exception 'append_only: a kind of packaging keeps its code, its family and its numbers';
  end if;
  return new;
end $$;
create trigger stays before update or delete on packaging.kind for each row execute function packaging.kind_stays();

-- Dated values. What was paid stays as it was paid; a new value counts for what is given out from its day on.
create table packaging.kind_value (
  kind_id uuid not null references packaging.kind,
  valid_from date not null,
  deposit bigint not null check (deposit >= 0),
  replacement bigint not null check (replacement >= deposit),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  reason text not null,
  at timestamptz not null,
  account_id uuid,
  account_name text not null,
  primary key (kind_id, valid_from)
);
create trigger append_only before update or delete on packaging.kind_value for each row execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on packaging.kind_value for each statement execute function kernel.forbid_change();

create table packaging.counter (business_date date primary key, last integer not null);

create table packaging.movement (
  id uuid primary key,
  seq bigint generated always as identity unique,
  no text not null unique,
  at timestamptz not null,
  business_date date not null,
  kind_id uuid not null references packaging.kind,
  act text not null,
  quantity integer not null check (quantity > 0),
  from_place text not null,
  from_party uuid references kernel.party,
  to_place text not null,
  to_party uuid references kernel.party,
  reason text not null default '' check (length(reason) <= 300),
  lot_id uuid references kernel.lot,
  -- Of the party that now holds them; of the party that gives them up; and what damage or loss costs it.
  deposit_taken bigint not null default 0 check (deposit_taken >= 0),
  deposit_back bigint not null default 0 check (deposit_back >= 0),
  charge_rule text not null default 'none' check (charge_rule in ('none', 'deposit', 'replacement')),
  charge bigint not null default 0 check (charge >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  money_date date,
  account_id uuid,
  account_name text not null,
  constraint route check ((act, from_place, to_place) in (
    ('buy', 'outside', 'depot'), ('surplus', 'outside', 'depot'), ('issue', 'depot', 'party'), ('return', 'party', 'depot'), ('damaged', 'party', 'repair'), ('lost', 'party', 'lost'),
    ('transfer', 'party', 'party'), ('found', 'lost', 'depot'), ('missing', 'depot', 'lost'), ('repaired', 'repair', 'depot'), ('scrap', 'depot', 'scrapped'), ('scrap', 'repair', 'scrapped'))),
  constraint parties_named check ((from_place = 'party') = (from_party is not null) and (to_place = 'party') = (to_party is not null)),
  constraint between_two check (act <> 'transfer' or from_party <> to_party),
  constraint said_why check (act not in ('damaged', 'lost', 'found', 'surplus', 'missing', 'scrap') or length(reason) >= 2),
  constraint only_receivers_pay_deposit check (deposit_taken = 0 or to_place = 'party'),
  constraint only_givers_get_back check (deposit_back = 0 or from_place = 'party'),
  constraint only_harm_costs check ((charge = 0 and charge_rule = 'none') or act in ('damaged', 'lost'))
);
create index movement_by_from on packaging.movement (from_party, seq) where from_party is not null;
create index movement_by_to on packaging.movement (to_party, seq) where to_party is not null;
create index movement_by_kind on packaging.movement (kind_id, seq);
create index movement_by_day on packaging.movement (business_date, seq);
create trigger append_only before update or delete on packaging.movement for each row execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on packaging.movement for each statement execute function kernel.forbid_change();

-- How many stand where. Every movement takes from one row and gives to another, so the sum over all places, the outside among them, is zero for ever.
create table packaging.balance (
  kind_id uuid not null references packaging.kind,
  place text not null check (place in ('outside', 'depot', 'repair', 'scrapped', 'lost', 'party')),
  party_id uuid references kernel.party,
  quantity integer not null default 0,
  unique nulls not distinct (kind_id, place, party_id),
  check ((place = 'party') = (party_id is not null)),
  constraint never_below_zero check (quantity >= 0 or place = 'outside'),
  constraint the_world_gives check (quantity <= 0 or place <> 'outside')
);
create index balance_by_party on packaging.balance (party_id) where party_id is not null;

create function packaging.apply_movement() returns trigger language plpgsql as $$
begin
  perform set_config('hualian.moving', '1', true);
  insert into packaging.balance (kind_id, place, party_id) values (new.kind_id, new.from_place, new.from_party), (new.kind_id, new.to_place, new.to_party) on conflict do nothing;
  update packaging.balance set quantity = quantity - new.quantity where kind_id = new.kind_id and place = new.from_place and party_id is not distinct from new.from_party;
  update packaging.balance set quantity = quantity + new.quantity where kind_id = new.kind_id and place = new.to_place and party_id is not distinct from new.to_party;
  perform set_config('hualian.moving', '', true);
  return null;
end $$;
create trigger apply after insert on packaging.movement for each row execute function packaging.apply_movement();

create function packaging.guard_balance() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or current_setting('hualian.moving', true) is distinct from '1' then
    raise exception 'packaging_moves_by_movement: write a movement instead of a balance';
  end if;
  return new;
end $$;
create trigger guard before insert or update or delete on packaging.balance for each row execute function packaging.guard_balance();

-- Deposits in the order in which they were paid: what goes back is refunded as it was paid, the oldest first.
create table packaging.layer (
  id uuid primary key,
  movement_id uuid not null unique references packaging.movement,
  party_id uuid not null references kernel.party,
  kind_id uuid not null references packaging.kind,
  seq bigint generated always as identity unique,
  since date not null,
  quantity integer not null check (quantity > 0),
  deposit bigint not null check (deposit >= 0),
  -- A line of the fee sheet took the deposit, so there is none here.
  by_fee boolean not null default false,
  left_over integer not null,
  constraint within_layer check (left_over between 0 and quantity),
  check (not by_fee or deposit = 0)
);
create index layer_open on packaging.layer (party_id, kind_id, seq) where left_over > 0;

create table packaging.layer_use (
  layer_id uuid not null references packaging.layer,
  movement_id uuid not null references packaging.movement,
  quantity integer not null check (quantity > 0),
  primary key (layer_id, movement_id)
);
create index layer_use_by_movement on packaging.layer_use (movement_id);
create trigger append_only before update or delete on packaging.layer_use for each row execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on packaging.layer_use for each statement execute function kernel.forbid_change();

create function packaging.apply_layer_use() returns trigger language plpgsql as $$
begin
  perform set_config('hualian.moving', '1', true);
  update packaging.layer set left_over = left_over - new.quantity where id = new.layer_id;
  perform set_config('hualian.moving', '', true);
  return null;
end $$;
create trigger apply after insert on packaging.layer_use for each row execute function packaging.apply_layer_use();

create function packaging.guard_layer() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or current_setting('hualian.moving', true) is distinct from '1'
     or (new.id, new.movement_id, new.party_id, new.kind_id, new.since, new.quantity, new.deposit, new.by_fee) is distinct from (old.id, old.movement_id, old.party_id, old.kind_id, old.since, old.quantity, old.deposit, old.by_fee) then
    raise exception 'append_only: a deposit stays as it was paid';
  end if;
  return new;
end $$;
create trigger guard before update or delete on packaging.layer for each row execute function packaging.guard_layer();

-- Pieces with a number of their own.
create table packaging.piece (
  no text primary key check (no ~ '^[0-9A-Za-z-]{3,30}$'),
  kind_id uuid not null references packaging.kind,
  serial integer not null,
  place text not null,
  party_id uuid references kernel.party,
  since date not null,
  unique (kind_id, serial)
);
create index piece_by_place on packaging.piece (kind_id, place, party_id);

create table packaging.movement_piece (
  movement_id uuid not null references packaging.movement,
  piece_no text not null references packaging.piece,
  primary key (movement_id, piece_no)
);
create index movement_piece_by_piece on packaging.movement_piece (piece_no);
create trigger append_only before update or delete on packaging.movement_piece for each row execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on packaging.movement_piece for each statement execute function kernel.forbid_change();

create function packaging.apply_piece() returns trigger language plpgsql as $$
declare
  m packaging.movement;
  moved integer;
begin
  select * into m from packaging.movement where id = new.movement_id;
  perform set_config('hualian.moving', '1', true);
  update packaging.piece set place = m.to_place, party_id = m.to_party, since = m.business_date
    where no = new.piece_no and kind_id = m.kind_id and place = m.from_place and party_id is not distinct from m.from_party;
  get diagnostics moved = row_count;
  perform set_config('hualian.moving', '', true);
  if moved <> 1 then raise exception 'piece_is_there: % is not where it is taken from', new.piece_no using errcode = '23514'; end if;
  return null;
end $$;
create trigger apply after insert on packaging.movement_piece for each row execute function packaging.apply_piece();

create function packaging.guard_piece() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.place <> 'outside' then raise exception 'packaging_moves_by_movement: a new piece comes from outside'; end if;
  elsif tg_op = 'DELETE' or current_setting('hualian.moving', true) is distinct from '1' then
    raise exception 'packaging_moves_by_movement: write a movement instead of moving piece %', old.no;
  end if;
  return new;
end $$;
create trigger guard before insert or update or delete on packaging.piece for each row execute function packaging.guard_piece();

create table packaging.photo (
  movement_id uuid not null references packaging.movement,
  seq integer not null,
  photo_id uuid not null references kernel.file,
  primary key (movement_id, seq)
);
create trigger append_only before update or delete on packaging.photo for each row execute function kernel.forbid_change();

-- What must be true of a movement when its transaction ends.
create function packaging.movement_is_whole() returns trigger language plpgsql as $$
declare
  one uuid;
  held integer;
  paid_for integer;
begin
  foreach one in array array_remove(array[new.from_party, new.to_party], null) loop
    select quantity into held from packaging.balance where kind_id = new.kind_id and party_id = one;
    select coalesce(sum(left_over), 0) into paid_for from packaging.layer where kind_id = new.kind_id and party_id = one;
    if held is distinct from paid_for then raise exception 'deposit_layers: % hold %, layers say %', one, held, paid_for using errcode = '23514'; end if;
  end loop;
  if (select sum(quantity) from packaging.balance where kind_id = new.kind_id) <> 0 then
    raise exception 'pool_adds_up: kind % does not sum to zero', new.kind_id using errcode = '23514';
  end if;
  if (select numbered from packaging.kind where id = new.kind_id) <> exists (select from packaging.movement_piece where movement_id = new.id)
     or (select count(*) from packaging.movement_piece where movement_id = new.id) not in (0, new.quantity) then
    raise exception 'numbers_named: % moves % pieces', new.no, new.quantity using errcode = '23514';
  end if;
  if new.act = 'damaged' and new.charge > 0 and not exists (select from packaging.photo where movement_id = new.id) then
    raise exception 'damage_has_a_photo: %', new.no using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger is_whole after insert on packaging.movement deferrable initially deferred for each row execute function packaging.movement_is_whole();

-- From party to party: it moves when the receiver says that he has it.
create table packaging.hand_over (
  id uuid primary key,
  no text not null unique,
  at timestamptz not null,
  kind_id uuid not null references packaging.kind,
  quantity integer not null check (quantity > 0),
  numbers text[] not null default '{}',
  from_party uuid not null references kernel.party,
  to_party uuid not null references kernel.party,
  note text not null default '' check (length(note) <= 300),
  by_name text not null,
  state text not null check (state in ('proposed', 'confirmed', 'declined', 'withdrawn')),
  decided_at timestamptz,
  decided_name text,
  movement_id uuid unique references packaging.movement,
  check (from_party <> to_party),
  check ((state = 'confirmed') = (movement_id is not null)),
  check ((state = 'proposed') = (decided_at is null))
);
create index hand_over_by_from on packaging.hand_over (from_party, at);
create index hand_over_by_to on packaging.hand_over (to_party, at);
create function packaging.hand_over_ends() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.state <> 'proposed' or new.state = 'proposed'
     or (new.id, new.no, new.at, new.kind_id, new.quantity, new.numbers, new.from_party, new.to_party, new.note, new.by_name) is distinct from (old.id, old.no, old.at, old.kind_id, old.quantity, old.numbers, old.from_party, old.to_party, old.note, old.by_name) then
    raise exception 'append_only: a hand-over is decided once';
  end if;
  return new;
end $$;
create trigger ends before update or delete on packaging.hand_over for each row execute function packaging.hand_over_ends();

-- A party does not agree with a line of his account.
create table packaging.question (
  id uuid primary key,
  movement_id uuid not null references packaging.movement,
  party_id uuid not null references kernel.party,
  at timestamptz not null,
  text text not null check (length(text) between 2 and 500),
  by_name text not null,
  answer text check (length(answer) between 2 and 500),
  answered_at timestamptz,
  answered_by uuid,
  answered_name text,
  check ((answer is null) = (answered_at is null) and (answer is null) = (answered_name is null))
);
create unique index question_open_once on packaging.question (movement_id, party_id) where answer is null;
create index question_by_party on packaging.question (party_id, at);
create function packaging.question_answered_once() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.answer is not null or (new.id, new.movement_id, new.party_id, new.at, new.text, new.by_name) is distinct from (old.id, old.movement_id, old.party_id, old.at, old.text, old.by_name) then
    raise exception 'append_only: a question is answered once';
  end if;
  return new;
end $$;
create trigger answered_once before update or delete on packaging.question for each row execute function packaging.question_answered_once();

create table packaging.reminder (
  id uuid primary key,
  party_id uuid not null references kernel.party,
  kind_id uuid not null references packaging.kind,
  at timestamptz not null,
  business_date date not null,
  quantity integer not null check (quantity > 0),
  oldest_days integer not null check (oldest_days >= 0),
  account_name text not null,
  unique (party_id, kind_id, business_date)
);
create trigger append_only before update or delete on packaging.reminder for each row execute function kernel.forbid_change();

-- The whole pool again from its movements alone; a test and whoever doubts compares it with the balances.
create view packaging.recount as
  select kind_id, place, party_id, sum(quantity)::integer as quantity from (
    select kind_id, to_place as place, to_party as party_id, quantity from packaging.movement
    union all
    select kind_id, from_place, from_party, -quantity from packaging.movement
  ) m group by kind_id, place, party_id;
