-- A stall's bills, customers and till. Its goods are lots of the kernel, its money postings of the ledger; here stands who sold what to whom, and why.
create schema stall;

create table stall.stall (
  id uuid primary key,
  party_id uuid not null references kernel.party,
  hall text not null check (length(hall) between 1 and 40),
  number text not null check (number ~ '^[A-Z0-9]{1,8}$'),
  name text not null check (length(name) between 1 and 60),
  open boolean not null default true,
  created_at timestamptz not null,
  unique (number)
);
create index stall_by_party on stall.stall (party_id);

-- 散客: one party of the market stands for everybody who pays at once and gives no name.
create table stall.walk_in (one boolean primary key default true check (one), party_id uuid not null references kernel.party);

create table stall.helper (
  stall_id uuid not null references stall.stall,
  account_id uuid not null references kernel.account,
  name text not null,
  role text not null check (role in ('owner', 'seller')),
  may_credit boolean not null,
  may_count_up boolean not null,
  allowance_max bigint not null check (allowance_max >= 0),
  return_max bigint not null check (return_max >= 0),
  active boolean not null,
  at timestamptz not null,
  primary key (stall_id, account_id)
);

-- Below this price per sales unit a helper may not go.
create table stall.floor (
  stall_id uuid not null references stall.stall,
  item_id uuid not null references kernel.trade_item,
  price bigint not null check (price > 0),
  primary key (stall_id, item_id)
);

create table stall.customer (
  id uuid primary key,
  stall_id uuid not null references stall.stall,
  party_id uuid not null references kernel.party,
  nickname text not null check (length(nickname) between 1 and 60),
  group_name text not null default '' check (length(group_name) <= 30),
  phone_tail text not null default '' check (phone_tail ~ '^\d{0,4}$'),
  pinyin text not null,
  initials text not null,
  note text not null default '' check (length(note) <= 200),
  created_at timestamptz not null,
  last_at timestamptz,
  unique (stall_id, party_id)
);

-- What a customer last paid for an item: the price offered first next time.
create table stall.last_price (
  stall_id uuid not null references stall.stall,
  party_id uuid not null references kernel.party,
  item_id uuid not null references kernel.trade_item,
  price bigint not null check (price >= 0),
  per text not null,
  pot_price bigint check (pot_price >= 0),
  written text not null,
  at timestamptz not null,
  primary key (stall_id, party_id, item_id)
);

-- A lot that stands at a stall: brought in, taken over from a purchase in the market, or fetched from the own lots.
create table stall.arrival (
  lot_id uuid primary key references kernel.lot,
  -- Made by the device when goods are brought, so that telling it twice is one arrival.
  arrival_id uuid unique,
  stall_id uuid not null references stall.stall,
  item_id uuid not null references kernel.trade_item,
  kind text not null check (kind in ('brought', 'bought', 'own', 'found')),
  purchase_price bigint check (purchase_price >= 0),
  source text not null default '' check (length(source) <= 120),
  sale_id uuid unique,
  account_id uuid,
  account_name text not null,
  at timestamptz not null
);
create index arrival_by_item on stall.arrival (stall_id, item_id, at);

-- Derived: what a stall keeper bought in the market himself and may put on his stall.
create table stall.purchase (
  sale_id uuid primary key,
  party_id uuid not null,
  lot_id uuid not null,
  lot_no text not null,
  item_id uuid not null,
  channel text not null,
  business_date date not null,
  quantity integer not null,
  unit text not null,
  price bigint not null,
  reversed boolean not null default false
);
create index purchase_by_party on stall.purchase (party_id, business_date);

create table stall.bill_counter (stall_id uuid not null references stall.stall, business_date date not null, last integer not null, primary key (stall_id, business_date));

create table stall.closing (
  id uuid primary key,
  stall_id uuid not null references stall.stall,
  n integer not null check (n > 0),
  business_date date not null,
  opening_cash bigint not null check (opening_cash >= 0),
  bills integer not null,
  sold bigint not null,
  returns integer not null,
  returned bigint not null,
  credit_given bigint not null,
  credit_paid bigint not null,
  note text not null default '' check (length(note) <= 300),
  account_id uuid,
  account_name text not null,
  at timestamptz not null,
  unique (stall_id, n)
);
create table stall.closing_line (
  closing_id uuid not null references stall.closing,
  method text not null,
  expected bigint not null,
  counted bigint not null,
  reason text not null default '' check (length(reason) <= 200),
  primary key (closing_id, method),
  constraint difference_has_a_reason check (counted = expected or length(reason) >= 2)
);
create trigger append_only before update or delete on stall.closing for each row execute function kernel.forbid_change();
create trigger append_only before update or delete on stall.closing_line for each row execute function kernel.forbid_change();

-- The id is made by the device that wrote the bill, so that sending it again is the same bill.
create table stall.bill (
  id uuid primary key,
  stall_id uuid not null references stall.stall,
  no text not null,
  seq integer not null check (seq > 0),
  offline_no text not null default '',
  business_date date not null,
  -- The day on which it was made; another business date says that this day was closed when the bill came.
  made_on date not null,
  made_at timestamptz not null,
  received_at timestamptz not null,
  customer_id uuid references stall.customer,
  party_id uuid not null references kernel.party,
  currency text not null,
  total bigint not null check (total > 0),
  total_now bigint not null check (total_now between 0 and total),
  -- Money given for this bill, allowances included; the sum of its payments.
  paid bigint not null,
  state text not null default 'open' check (state in ('open', 'void')),
  note text not null default '' check (length(note) <= 200),
  content text not null,
  account_id uuid,
  account_name text not null,
  closing_id uuid references stall.closing,
  unique (stall_id, business_date, seq),
  constraint void_is_empty check (state = 'open' or total_now = 0)
);
create index bill_by_day on stall.bill (stall_id, business_date, seq);
create index bill_by_customer on stall.bill (stall_id, party_id, made_at);
create index bill_open on stall.bill (stall_id, party_id) where total_now <> paid;
create index bill_to_close on stall.bill (stall_id) where closing_id is null;

create table stall.line (
  bill_id uuid not null references stall.bill,
  n integer not null check (n > 0),
  item_id uuid not null references kernel.trade_item,
  lot_no text,
  written text not null,
  quantity integer not null check (quantity > 0),
  unit text not null,
  price bigint not null check (price >= 0),
  per text not null,
  pot_price bigint check (pot_price >= 0),
  pots integer not null check (pots >= 0),
  lump boolean not null,
  total bigint not null check (total >= quantity),
  quantity_now integer not null check (quantity_now between 0 and quantity),
  total_now bigint not null check (total_now between 0 and total),
  primary key (bill_id, n)
);

-- A line may be served from several lots, and its total may need two prices a fen apart, so it may be several sales.
create table stall.line_sale (
  sale_id uuid primary key,
  bill_id uuid not null,
  n integer not null,
  round integer not null check (round >= 0),
  lot_id uuid not null references kernel.lot,
  lot_no text not null,
  quantity integer not null check (quantity > 0),
  price bigint not null check (price > 0),
  -- Set when the sale was taken back.
  reversal_id uuid unique,
  foreign key (bill_id, n) references stall.line
);
create index line_sale_by_line on stall.line_sale (bill_id, n);

-- What happened to a bill after it was written.
create table stall.change (
  id uuid primary key,
  bill_id uuid not null references stall.bill,
  stall_id uuid not null references stall.stall,
  kind text not null check (kind in ('return', 'void')),
  -- What the bill is worth less for it.
  amount bigint not null check (amount >= 0),
  goods text not null check (goods in ('returned', 'written_off')),
  lines jsonb not null,
  reason text not null check (length(reason) between 2 and 200),
  account_id uuid,
  account_name text not null,
  at timestamptz not null,
  closing_id uuid references stall.closing
);
create index change_by_bill on stall.change (bill_id);
create index change_to_close on stall.change (stall_id) where closing_id is null;

create table stall.payment (
  id uuid primary key,
  -- The order in which they were noted: ids of one moment have none.
  seq bigint generated always as identity,
  stall_id uuid not null references stall.stall,
  party_id uuid not null references kernel.party,
  customer_id uuid references stall.customer,
  -- Null: paid on the account, not for one bill.
  bill_id uuid references stall.bill,
  change_id uuid references stall.change,
  method text not null,
  amount bigint not null check (amount <> 0),
  business_date date not null,
  memo text not null default '',
  receipt_id uuid not null unique,
  account_id uuid,
  account_name text not null,
  at timestamptz not null,
  closing_id uuid references stall.closing
);
create index payment_by_bill on stall.payment (bill_id);
create index payment_by_party on stall.payment (stall_id, party_id) where bill_id is null;
create index payment_to_close on stall.payment (stall_id) where closing_id is null;

-- A bill that a device wrote and that could never be booked, given up with its reason: a slip of it may be in a customer's hands.
create table stall.dropped (
  bill_id uuid primary key,
  stall_id uuid not null references stall.stall,
  reason text not null check (length(reason) between 2 and 200),
  bill jsonb not null,
  account_id uuid,
  account_name text not null,
  at timestamptz not null
);
create trigger append_only before update or delete on stall.dropped for each row execute function kernel.forbid_change();

-- Payments and changes are never rewritten; the closing that counted them is noted once.
create function stall.counted_once() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.closing_id is not null or new.closing_id is null or (to_jsonb(new) - 'closing_id') <> (to_jsonb(old) - 'closing_id') then
    raise exception 'append_only: % is written once', tg_table_name;
  end if;
  return new;
end $$;
create trigger counted_once before update or delete on stall.payment for each row execute function stall.counted_once();
create trigger counted_once before update or delete on stall.change for each row execute function stall.counted_once();

-- A bill says what it was; only what is left of it, what was paid for it and its end change.
create function stall.bill_stands() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or (to_jsonb(new) - array['total_now', 'paid', 'state', 'closing_id']) <> (to_jsonb(old) - array['total_now', 'paid', 'state', 'closing_id'])
     or new.total_now > old.total_now or (old.state = 'void' and new.state <> 'void') or (old.closing_id is not null and new.closing_id is distinct from old.closing_id) then
    raise exception 'bill_stands: bill % is not rewritten', old.no;
  end if;
  return new;
end $$;
create trigger bill_stands before update or delete on stall.bill for each row execute function stall.bill_stands();
