-- What growers offer besides the clock, what buyers have reserved and ordered of it, and what buyers look for.
-- Stock stands in kernel.lot and credit in kernel.credit_line; here stands only which part of them is promised to whom, and why.
create schema offers;

create table offers.setting (
  only_one boolean primary key default true check (only_one),
  -- Of a lot that goes to the clock, at most this many hundredths are sold before it.
  presale_share integer not null default 50 check (presale_share between 1 and 100),
  -- Minutes from 00:00 of the day of sale, local time; negative is the day before.
  presale_opens integer not null default -720 check (presale_opens between -2880 and 1679),
  presale_closes integer not null default 355 check (presale_closes <= 1680),
  reserve_minutes integer not null default 15 check (reserve_minutes between 1 and 120),
  confirm_hours integer not null default 12 check (confirm_hours between 1 and 72),
  constraint presale_opens_first check (presale_closes > presale_opens)
);
insert into offers.setting default values;

create table offers.counter (kind text, business_date date, last integer not null, primary key (kind, business_date));

create table offers.customer_group (
  id uuid primary key,
  grower_id uuid not null references kernel.party,
  name text not null check (length(name) between 1 and 40),
  created_at timestamptz not null,
  unique (grower_id, name)
);
create table offers.group_member (
  group_id uuid not null references offers.customer_group on delete cascade,
  buyer_id uuid not null references kernel.party,
  primary key (group_id, buyer_id)
);
create index group_member_buyer on offers.group_member (buyer_id);

create table offers.request (
  id uuid primary key,
  no text not null unique,
  buyer_id uuid not null references kernel.party,
  item_id uuid references kernel.trade_item,
  spec text not null check (length(spec) between 1 and 200),
  written text not null,
  quantity integer not null check (quantity between 1 and 1000000),
  unit text not null,
  filled integer not null default 0 check (filled >= 0),
  wanted_on date not null,
  price bigint check (price > 0),
  currency text not null,
  note text not null default '' check (length(note) <= 500),
  state text not null default 'open' check (state in ('open', 'filled', 'cancelled', 'expired')),
  until_at timestamptz not null,
  created_at timestamptz not null,
  account_name text not null,
  constraint filled_when_enough check (state <> 'filled' or filled >= quantity)
);
create index request_open on offers.request (wanted_on) where state = 'open';
create index request_by_buyer on offers.request (buyer_id, created_at);

-- One supply line: so many of these lots, for whom, when, at which price.
create table offers.line (
  id uuid primary key,
  kind text not null check (kind in ('presale', 'catalogue', 'offer')),
  grower_id uuid not null references kernel.party,
  item_id uuid not null references kernel.trade_item,
  price bigint not null check (price > 0),
  currency text not null,
  quantity integer not null check (quantity between 1 and 1000000),
  taken integer not null default 0 check (taken >= 0),
  min_quantity integer not null default 1 check (min_quantity >= 1),
  share integer check (share between 1 and 100),
  presale_lot uuid references kernel.lot,
  sale_day date,
  from_at timestamptz not null,
  until_at timestamptz not null,
  buyer_id uuid references kernel.party,
  group_id uuid references offers.customer_group,
  request_id uuid references offers.request,
  by_hand boolean not null default false,
  note text not null default '' check (length(note) <= 500),
  state text not null default 'open' check (state in ('open', 'ended')),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  account_name text not null,
  constraint never_beyond_the_line check (taken <= quantity),
  constraint window_has_length check (until_at > from_at),
  constraint presale_is_of_one_lot check ((kind = 'presale') = (presale_lot is not null) and (kind = 'presale') = (share is not null) and (kind = 'presale') = (sale_day is not null)),
  constraint offer_is_to_somebody check ((kind = 'offer') = (buyer_id is not null or group_id is not null) and (buyer_id is null or group_id is null)),
  constraint answer_is_an_offer check (request_id is null or kind = 'offer')
);
create unique index one_presale_a_lot on offers.line (presale_lot) where state = 'open';
create unique index one_answer_a_grower on offers.line (request_id, grower_id) where state = 'open' and request_id is not null;
create index line_open on offers.line (until_at) where state = 'open';
create index line_by_grower on offers.line (grower_id, created_at);
create index line_by_buyer on offers.line (buyer_id) where buyer_id is not null;
create index line_by_group on offers.line (group_id) where group_id is not null;

create table offers.backing (
  line_id uuid not null references offers.line,
  lot_id uuid not null references kernel.lot,
  place integer not null,
  primary key (line_id, lot_id)
);
create index backing_by_lot on offers.backing (lot_id);

-- A better price from a packing level on, for everybody or for one group. Level "unit" is a group's own price.
create table offers.price_step (
  line_id uuid not null references offers.line,
  group_id uuid references offers.customer_group on delete cascade,
  level text not null check (level in ('unit', 'box', 'layer', 'trolley')),
  price bigint not null check (price > 0),
  unique nulls not distinct (line_id, group_id, level),
  constraint unit_price_is_a_groups check (level <> 'unit' or group_id is not null)
);

-- A cart becomes an order when it is placed; it has its number from then on.
create table offers.purchase (
  id uuid primary key,
  no text unique,
  buyer_id uuid not null references kernel.party,
  currency text not null,
  state text not null default 'cart' check (state in ('cart', 'placed', 'confirmed', 'booked', 'cancelled', 'expired', 'short')),
  started_at timestamptz not null,
  expires_at timestamptz,
  placed_at timestamptz,
  account_id uuid,
  account_name text not null,
  note text not null default '' check (length(note) <= 500),
  -- What of the buyer's credit is held for this purchase, and how often that was changed.
  credit_held bigint not null default 0 check (credit_held >= 0),
  credit_moves integer not null default 0,
  constraint a_cart_runs_out check ((state = 'cart') <= (expires_at is not null)),
  constraint an_order_has_a_number check (placed_at is null or no is not null)
);
create unique index one_cart_a_buyer on offers.purchase (buyer_id) where state = 'cart';
create index purchase_by_buyer on offers.purchase (buyer_id, placed_at);
create index purchase_by_day on offers.purchase (placed_at);

create table offers.purchase_line (
  id uuid primary key,
  purchase_id uuid not null references offers.purchase,
  place integer not null,
  line_id uuid not null references offers.line,
  kind text not null,
  grower_id uuid not null references kernel.party,
  item_id uuid not null references kernel.trade_item,
  written text not null,
  ordered integer not null check (ordered > 0),
  -- What of it stands: held, promised or sold.
  quantity integer not null check (quantity >= 0 and quantity <= ordered),
  -- What the dock's count took away.
  cut integer not null default 0 check (cut >= 0),
  price bigint not null check (price > 0),
  level text not null,
  group_price boolean not null default false,
  state text not null check (state in ('reserved', 'placed', 'confirmed', 'booked', 'cancelled', 'expired', 'short')),
  answer_by timestamptz,
  business_date date,
  reason text not null default '',
  changed_at timestamptz not null,
  unique (purchase_id, place)
);
create unique index a_line_once_a_cart on offers.purchase_line (purchase_id, line_id) where state = 'reserved';
create index purchase_line_by_line on offers.purchase_line (line_id);
create index purchase_line_by_grower on offers.purchase_line (grower_id, changed_at);
create index purchase_line_waiting on offers.purchase_line (answer_by) where state = 'placed';

-- A part of one lot that stands behind a purchase line. promised: of a lot that is declared and not yet counted.
create table offers.part (
  id uuid primary key,
  purchase_line_id uuid not null references offers.purchase_line,
  lot_id uuid not null references kernel.lot,
  quantity integer not null check (quantity > 0),
  state text not null check (state in ('promised', 'held', 'sold', 'released', 'cut')),
  sale_id uuid,
  constraint sold_by_a_sale check ((state = 'sold') = (sale_id is not null))
);
create index part_by_line on offers.part (purchase_line_id);
create index part_promised on offers.part (lot_id) where state = 'promised';
create index part_held on offers.part (lot_id) where state = 'held';

-- Whoever promises of a declared lot has its row locked; here the sum is checked once more.
create function offers.promises_fit_the_lot() returns trigger language plpgsql as $$
begin
  if new.state = 'promised' and (select coalesce(sum(quantity), 0) from offers.part where lot_id = new.lot_id and state = 'promised')
      > (select case when status = 'declared' then declared else 0 end from kernel.lot where id = new.lot_id) then
    raise exception 'promised_too_much: lot %', new.lot_id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger fits after insert or update on offers.part for each row execute function offers.promises_fit_the_lot();

-- What is really left of a lot, whoever sells it: what is not held of a received one, what is not promised of a declared one.
create view offers.lot_left as
  select l.id as lot_id, l.item_id, l.grower_id, l.status,
    case when l.status = 'declared' then greatest(0, l.declared - (select coalesce(sum(p.quantity), 0) from offers.part p where p.lot_id = l.id and p.state = 'promised'))
      when l.status in ('received', 'offered') then l.on_hand - l.held else 0 end::integer as stock
  from kernel.lot l;

create view offers.line_left as
  select line.id as line_id, least(line.quantity - line.taken, coalesce((
    select sum(s.stock) from offers.backing b join offers.lot_left s on s.lot_id = b.lot_id where b.line_id = line.id), 0))::integer as stock
  from offers.line line;
