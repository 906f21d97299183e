-- Agents (代拍): clients, the lists they give, what was bought for them, and what they owe. Goods and money stand in lots and in the ledger.
create schema agents;

create table agents.client (
  id uuid primary key,
  agent_id uuid not null references kernel.party,
  party_id uuid not null references kernel.party,
  name text not null check (length(name) between 1 and 60),
  pinyin text not null,
  initials text not null,
  phone_tail text not null default '' check (phone_tail ~ '^\d{0,4}$'),
  town text not null default '' check (length(town) <= 40),
  note text not null default '' check (length(note) <= 300),
  -- The client does not learn from whom his goods come.
  hides_suppliers boolean not null default false,
  -- contact: the agent registered him. party: he came himself, signed in.
  came text not null check (came in ('contact', 'party')),
  created_at timestamptz not null,
  unique (agent_id, party_id),
  constraint nobody_is_his_own_client check (agent_id <> party_id)
);
create index client_by_party on agents.client (party_id);

create table agents.setting (
  agent_id uuid primary key references kernel.party,
  -- Whether purchases go to client lists by the rule as they are booked.
  by_rule boolean not null,
  share text not null check (share in ('arrival', 'prorata'))
);

-- Commission and rebate as dated data; the latest line from a day on counts, the client's own before the agent's general one.
create table agents.terms (
  id integer generated always as identity primary key,
  agent_id uuid not null references kernel.party,
  client_id uuid references agents.client,
  from_day date not null,
  commission jsonb not null check (jsonb_typeof(commission) = 'object'),
  rebate jsonb not null check (jsonb_typeof(rebate) = 'object'),
  reason text not null check (length(reason) between 2 and 300),
  at timestamptz not null,
  account_id uuid,
  account_name text not null
);
create index terms_of_agent on agents.terms (agent_id, client_id, from_day);
create trigger append_only before update or delete on agents.terms for each row execute function kernel.forbid_change();

create table agents.counter (business_date date primary key, last integer not null);

create table agents.list (
  id uuid primary key,
  no text not null unique,
  agent_id uuid not null references kernel.party,
  client_id uuid not null references agents.client,
  given_at timestamptz not null,
  given_on date not null,
  wanted_on date not null,
  given_by text not null check (given_by in ('client', 'agent')),
  account_id uuid,
  account_name text not null,
  -- The message or the name of the file as it came.
  source text not null check (length(source) <= 20000),
  note text not null check (length(note) <= 500),
  -- The commission as it was when the list was given; it stays for this list.
  commission jsonb not null,
  closed_at timestamptz,
  closed_name text,
  close_reason text not null default '' check (length(close_reason) <= 300),
  check ((closed_at is null) = (closed_name is null))
);
create index list_of_agent on agents.list (agent_id, given_at);
create index list_of_client on agents.list (client_id, given_at);

create table agents.line (
  id uuid primary key,
  list_id uuid not null references agents.list,
  place integer not null check (place > 0),
  said text not null check (length(said) <= 500),
  -- Null where the catalogue has no such item: then it is filled by hand.
  item_id uuid references kernel.trade_item,
  spec text not null check (length(spec) <= 200),
  substitute boolean not null,
  grade text check (grade in ('A', 'B', 'C', 'D', 'E')),
  written text not null check (length(written) between 1 and 60),
  quantity integer not null check (quantity between 1 and 1000000),
  unit text not null,
  -- Minor units per sales unit.
  limit_price bigint check (limit_price > 0),
  priority text not null check (priority in ('urgent', 'first', 'normal')),
  state text not null default 'open' check (state in ('open', 'closed')),
  filled integer not null default 0,
  -- What the standing fills cost, less what was given back on them.
  goods bigint not null default 0,
  closed_at timestamptz,
  closed_by text check (closed_by in ('client', 'agent')),
  close_reason text not null default '' check (length(close_reason) <= 300),
  unique (list_id, place),
  constraint never_more_than_wanted check (filled between 0 and quantity),
  constraint goods_are_not_negative check (goods >= 0 and (filled > 0 or goods = 0)),
  constraint closed_says_by_whom check ((state = 'closed') = (closed_at is not null) and (state = 'closed') = (closed_by is not null))
);
create index line_open on agents.line (item_id) where state = 'open';

-- A sale booked to an agent's own party.
create table agents.purchase (
  sale_id uuid primary key,
  at timestamptz not null,
  business_date date not null,
  channel text not null,
  lot_id uuid not null references kernel.lot,
  lot_no text not null,
  item_id uuid not null references kernel.trade_item,
  grade text check (grade in ('A', 'B', 'C', 'D', 'E')),
  seller_id uuid not null references kernel.party,
  agent_id uuid not null references kernel.party,
  quantity integer not null check (quantity > 0),
  unit text not null,
  price bigint not null check (price > 0),
  currency text not null,
  money text not null,
  allocated integer not null default 0,
  -- Given back on units that are no client's.
  refund_left bigint not null default 0 check (refund_left >= 0),
  reversed boolean not null default false,
  constraint a_unit_goes_to_one_client check (allocated between 0 and quantity),
  constraint nothing_of_a_reversed_sale check (not reversed or allocated = 0)
);
create index purchase_of_agent on agents.purchase (agent_id, business_date);
create index purchase_free on agents.purchase (agent_id, item_id) where allocated < quantity and not reversed;

create table agents.fill (
  id uuid primary key,
  line_id uuid not null references agents.line,
  sale_id uuid not null references agents.purchase,
  units integer not null check (units > 0),
  price bigint not null check (price > 0),
  goods bigint not null,
  at timestamptz not null,
  on_day date not null,
  filled_by text not null check (filled_by in ('rule', 'hand')),
  account_name text not null,
  charge_id uuid not null unique,
  refunded bigint not null default 0,
  back_at timestamptz,
  back_on date,
  back_why text check (back_why in ('moved', 'reversed')),
  back_name text,
  back_reason text not null default '' check (length(back_reason) <= 300),
  constraint goods_are_units_times_price check (goods = units * price),
  constraint refunded_within_goods check (refunded between 0 and goods),
  check ((back_at is null) = (back_on is null) and (back_at is null) = (back_why is null) and (back_at is null) = (back_name is null))
);
create index fill_of_line on agents.fill (line_id, at);
create index fill_of_sale on agents.fill (sale_id);

-- The sums of a purchase and of a line follow their fills and nothing else, so that a unit cannot be given twice.
create function agents.fill_moves_sums() returns trigger language plpgsql as $$
declare
  d_units integer := 0;
  d_goods bigint := 0;
begin
  if tg_op = 'DELETE' then raise exception 'append_only: a fill is never removed'; end if;
  if tg_op = 'INSERT' then
    if new.back_at is not null or new.refunded <> 0 then raise exception 'append_only: a fill begins standing'; end if;
    d_units := new.units;
    d_goods := new.goods;
  else
    if old.back_at is not null then raise exception 'append_only: fill % was taken back', old.id; end if;
    if (new.id, new.line_id, new.sale_id, new.units, new.price, new.goods, new.at, new.on_day, new.filled_by, new.account_name, new.charge_id) is distinct from (old.id, old.line_id, old.sale_id, old.units, old.price, old.goods, old.at, old.on_day, old.filled_by, old.account_name, old.charge_id)
       or new.refunded < old.refunded then
      raise exception 'append_only: what was filled stays as it was';
    end if;
    d_goods := old.refunded - new.refunded;
    if new.back_at is not null then
      d_units := -new.units;
      d_goods := d_goods - (new.goods - new.refunded);
    end if;
  end if;
  perform set_config('hualian.filling', '1', true);
  update agents.purchase set allocated = allocated + d_units where sale_id = new.sale_id;
  update agents.line set filled = filled + d_units, goods = goods + d_goods where id = new.line_id;
  perform set_config('hualian.filling', '', true);
  return null;
end $$;
create trigger moves_sums after insert or update or delete on agents.fill for each row execute function agents.fill_moves_sums();

create function agents.sums_follow_fills() returns trigger language plpgsql as $$
begin
  if current_setting('hualian.filling', true) is distinct from '1' then raise exception 'sums_follow_fills: write a fill instead of the sum'; end if;
  return new;
end $$;
create trigger follows_fills before update of allocated on agents.purchase for each row when (old.allocated is distinct from new.allocated) execute function agents.sums_follow_fills();
create trigger follows_fills before update of filled, goods on agents.line for each row when ((old.filled, old.goods) is distinct from (new.filled, new.goods)) execute function agents.sums_follow_fills();

-- Given back to a client after a complaint about the sale his goods came from.
create table agents.refund (
  id uuid primary key,
  fill_id uuid not null references agents.fill,
  -- Null for the share of an earlier refund that goes with units given to a client later.
  claim_id uuid,
  at timestamptz not null,
  on_day date not null,
  amount bigint not null check (amount > 0),
  charge_id uuid not null unique,
  unique nulls distinct (fill_id, claim_id)
);
create trigger append_only before update or delete on agents.refund for each row execute function kernel.forbid_change();

-- The commission of a line each time it became another; the last row is the one that stands.
create table agents.commission (
  line_id uuid not null references agents.line,
  n integer not null check (n > 0),
  at timestamptz not null,
  on_day date not null,
  goods bigint not null check (goods >= 0),
  units integer not null check (units >= 0),
  computed bigint not null check (computed >= 0),
  amount bigint not null check (amount <> 0),
  charge_id uuid not null unique,
  primary key (line_id, n)
);
create trigger append_only before update or delete on agents.commission for each row execute function kernel.forbid_change();

create table agents.rebate (
  client_id uuid not null references agents.client,
  month date not null check (extract(day from month) = 1),
  n integer not null check (n > 0),
  at timestamptz not null,
  on_day date not null,
  goods bigint not null check (goods >= 0),
  computed bigint not null check (computed >= 0),
  -- What the client owes less; negative where a later correction made the rebate smaller.
  amount bigint not null,
  charge_id uuid unique,
  primary key (client_id, month, n),
  check ((amount = 0) = (charge_id is null))
);
create trigger append_only before update or delete on agents.rebate for each row execute function kernel.forbid_change();

create table agents.payment (
  id uuid primary key,
  client_id uuid not null references agents.client,
  at timestamptz not null,
  on_day date not null,
  -- Negative when the agent gave money back.
  amount bigint not null check (amount <> 0),
  method text not null,
  memo text not null check (length(memo) <= 200),
  account_name text not null,
  receipt_id uuid not null unique
);
create index payment_of_client on agents.payment (client_id, at);
create trigger append_only before update or delete on agents.payment for each row execute function kernel.forbid_change();

-- What a client owes, entry by entry, as it stands in the ledger.
create view agents.entry as
  select l.client_id, f.at, f.on_day, 'goods' as kind, f.goods as amount, f.line_id, f.id as fill_id, ''::text as memo from agents.fill f join agents.line n on n.id = f.line_id join agents.list l on l.id = n.list_id
  union all
  select l.client_id, f.back_at, f.back_on, case f.back_why when 'moved' then 'moved' else 'reversed' end, -(f.goods - f.refunded), f.line_id, f.id, f.back_reason from agents.fill f join agents.line n on n.id = f.line_id join agents.list l on l.id = n.list_id
    where f.back_at is not null and f.goods > f.refunded
  union all
  select l.client_id, r.at, r.on_day, 'refund', -r.amount, f.line_id, f.id, '' from agents.refund r join agents.fill f on f.id = r.fill_id join agents.line n on n.id = f.line_id join agents.list l on l.id = n.list_id
  union all
  select l.client_id, c.at, c.on_day, 'commission', c.amount, c.line_id, null, '' from agents.commission c join agents.line n on n.id = c.line_id join agents.list l on l.id = n.list_id
  union all
  select client_id, at, on_day, 'rebate', -amount, null, null, to_char(month, 'YYYY-MM') from agents.rebate where amount <> 0
  union all
  select client_id, at, on_day, 'payment', -amount, null, null, memo from agents.payment;
