-- Supply contracts: what two parties agreed, what was called off and brought, who fell short, and where the deposits went.
-- Stock stands in kernel.lot, money in settlement and the ledger; here stands only what is promised to whom, and why.
create schema contracts;

create table contracts.counter (business_date date primary key, last integer not null);

-- Public institutions that act as the industry office, by their code; state organs (codes that begin with 11) need no line.
create table contracts.office (
  uscc text primary key check (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  name text not null check (length(name) between 2 and 120),
  at timestamptz not null,
  account_id uuid,
  account_name text not null
);
create trigger append_only before update or delete on contracts.office for each row execute function kernel.forbid_change();

create table contracts.contract (
  id uuid primary key,
  no text not null unique,
  state text not null default 'draft' check (state in ('draft', 'proposed', 'signed', 'running', 'ended', 'defaulted', 'cancelled')),
  made_by text not null check (made_by in ('seller', 'buyer')),
  seller_id uuid not null references kernel.party,
  buyer_id uuid not null references kernel.party,
  item_id uuid not null references kernel.trade_item,
  unit text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  quantity integer not null check (quantity between 1 and 1000000),
  lower integer not null,
  upper integer not null,
  deposit_seller bigint not null check (deposit_seller >= 0),
  deposit_buyer bigint not null check (deposit_buyer >= 0),
  starts_on date,
  ends_on date,
  terms jsonb not null check (jsonb_typeof(terms) = 'object'),
  -- The text both sign, the facts it is made of, and its SHA-256; fixed when it is proposed.
  facts jsonb,
  text text,
  hash text check (hash ~ '^[0-9a-f]{64}$'),
  -- SHA-256 over the text and both signatures.
  seal text check (seal ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null,
  account_name text not null,
  proposed_at timestamptz,
  running_at timestamptz,
  over_at timestamptz,
  over_reason text not null default '',
  defaulted_side text check (defaulted_side in ('seller', 'buyer')),
  end_asked_by text check (end_asked_by in ('seller', 'buyer')),
  end_asked_why text not null default '',
  renews uuid references contracts.contract,
  -- When the deadlines were last looked at without being able to act.
  stuck_at timestamptz,
  constraint two_parties check (seller_id <> buyer_id),
  constraint band_holds_the_quantity check (lower <= quantity and quantity <= upper),
  constraint text_has_a_hash check ((text is null) = (hash is null) and (text is null) = (facts is null)),
  constraint proposed_has_a_text check (state in ('draft', 'cancelled') or text is not null),
  constraint running_is_sealed check (state not in ('running', 'ended', 'defaulted') or (seal is not null and running_at is not null)),
  constraint default_has_a_side check ((state = 'defaulted') = (defaulted_side is not null)),
  constraint over_has_a_time check ((state in ('ended', 'defaulted', 'cancelled')) = (over_at is not null))
);
create index contract_by_seller on contracts.contract (seller_id, created_at);
create index contract_by_buyer on contracts.contract (buyer_id, created_at);
create index contract_running on contracts.contract (ends_on) where state = 'running';
create unique index renewed_once on contracts.contract (renews) where state <> 'cancelled';

-- The industry office is never a party, whatever some code believes.
create function contracts.office_is_no_party() returns trigger language plpgsql as $$
begin
  if exists (select from kernel.party p where p.id in (new.seller_id, new.buyer_id) and (p.uscc like '11%' or exists (select from contracts.office o where o.uscc = p.uscc))) then
    raise exception 'office_never_party: contract %', new.no using errcode = '23514';
  end if;
  if not exists (select from kernel.party p where p.id = new.seller_id and p.roles && array['grower', 'merchant'])
     or not exists (select from kernel.party p where p.id = new.buyer_id and p.roles && array['buyer', 'agent']) then
    raise exception 'parties_trade: contract % needs a grower or merchant and a buyer or agent', new.no using errcode = '23514';
  end if;
  return new;
end $$;
create trigger office_stays_out before insert or update of seller_id, buyer_id, state on contracts.contract
  for each row when (new.state in ('draft', 'proposed', 'signed') or new.running_at is null) execute function contracts.office_is_no_party();

create table contracts.signature (
  contract_id uuid not null references contracts.contract,
  side text not null check (side in ('seller', 'buyer')),
  -- A text that was changed and proposed again is signed again.
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  party_id uuid not null references kernel.party,
  party_name text not null,
  account_id uuid not null references kernel.account,
  account_name text not null,
  at timestamptz not null,
  primary key (contract_id, side, hash)
);
create trigger append_only before update or delete on contracts.signature for each row execute function kernel.forbid_change();

create function contracts.signs_what_stands() returns trigger language plpgsql as $$
begin
  if not exists (select from contracts.contract c where c.id = new.contract_id and c.hash = new.hash and c.state in ('proposed', 'signed')
      and new.party_id = case new.side when 'seller' then c.seller_id else c.buyer_id end) then
    raise exception 'signs_what_stands: another text or another party' using errcode = '23514';
  end if;
  if exists (select from contracts.signature s where s.contract_id = new.contract_id and s.hash = new.hash and s.side <> new.side and s.account_id = new.account_id) then
    raise exception 'two_people_sign: one account cannot sign for both' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger what_stands before insert on contracts.signature for each row execute function contracts.signs_what_stands();

create table contracts.period (
  contract_id uuid not null references contracts.contract,
  n integer not null check (n > 0),
  from_on date not null,
  to_on date not null,
  planned integer not null check (planned > 0),
  lower integer not null,
  upper integer not null,
  closed_on date,
  primary key (contract_id, n),
  check (to_on >= from_on),
  check (lower <= planned and planned <= upper)
);

create table contracts.call_off (
  id uuid primary key,
  contract_id uuid not null references contracts.contract,
  seq integer not null check (seq > 0),
  period_n integer not null,
  due_on date not null,
  written text not null,
  asked integer not null check (asked between 1 and 1000000),
  confirmed integer check (confirmed between 0 and asked),
  -- What counts against the bands: asked, then confirmed, at the end what came and stayed.
  stands integer not null check (stands between 0 and asked),
  state text not null default 'called' check (state in ('called', 'confirmed', 'closed', 'cancelled')),
  answer_by timestamptz not null,
  silent boolean not null default false,
  reason text not null default '',
  note text not null default '' check (length(note) <= 200),
  called_at timestamptz not null,
  account_name text not null,
  -- The price with every figure it was made of; set once, at the first hand-over or at the end.
  price bigint check (price > 0),
  price_made jsonb,
  not_taken integer not null default 0 check (not_taken >= 0),
  problem text,
  closed_on date,
  unique (contract_id, seq),
  foreign key (contract_id, period_n) references contracts.period,
  constraint price_says_how check ((price is null) = (price_made is null)),
  constraint confirmed_says_how_much check (state not in ('confirmed', 'closed') or confirmed is not null),
  constraint closed_has_a_day check ((state = 'closed') <= (closed_on is not null)),
  constraint stands_as_far check (stands <= coalesce(confirmed, asked)),
  constraint cancelled_stands_for_nothing check (state <> 'cancelled' or stands = 0)
);
create index call_off_open on contracts.call_off (due_on) where state in ('called', 'confirmed');
create index call_off_by_period on contracts.call_off (contract_id, period_n);

-- Never beyond the bands: whoever changes a call-off has its contract locked; here the sums are checked once more.
create function contracts.call_offs_within_bands() returns trigger language plpgsql as $$
begin
  if (select coalesce(sum(stands), 0) from contracts.call_off where contract_id = new.contract_id) > (select upper from contracts.contract where id = new.contract_id) then
    raise exception 'beyond_band: contract %', new.contract_id using errcode = '23514';
  end if;
  if (select coalesce(sum(stands), 0) from contracts.call_off where contract_id = new.contract_id and period_n = new.period_n)
      > (select upper from contracts.period where contract_id = new.contract_id and n = new.period_n) then
    raise exception 'beyond_band: contract % period %', new.contract_id, new.period_n using errcode = '23514';
  end if;
  return null;
end $$;
create trigger within_bands after insert or update of stands on contracts.call_off for each row execute function contracts.call_offs_within_bands();

create function contracts.call_off_keeps() returns trigger language plpgsql as $$
begin
  if (new.contract_id, new.seq, new.period_n, new.due_on, new.asked, new.written) is distinct from (old.contract_id, old.seq, old.period_n, old.due_on, old.asked, old.written) then
    raise exception 'append_only: what was called off stays as it was';
  end if;
  if old.price is not null and (new.price, new.price_made) is distinct from (old.price, old.price_made) then raise exception 'append_only: a price is set once'; end if;
  if old.state in ('closed', 'cancelled') and new.state <> old.state then raise exception 'append_only: call-off % is over', old.seq; end if;
  return new;
end $$;
create trigger keeps before update on contracts.call_off for each row execute function contracts.call_off_keeps();

-- A part of one lot for a call-off. earmarked: of a lot that is still to come, without a hold.
create table contracts.part (
  id uuid primary key,
  call_off_id uuid not null references contracts.call_off,
  lot_id uuid not null references kernel.lot,
  quantity integer not null check (quantity > 0),
  state text not null check (state in ('earmarked', 'held', 'sold', 'returned', 'released', 'cut')),
  held_on date,
  sold_on date,
  grade text check (grade in ('A', 'B', 'C', 'D', 'E')),
  sale_id uuid unique,
  at timestamptz not null,
  constraint sold_by_a_sale check ((state in ('sold', 'returned')) = (sale_id is not null) and (sale_id is null) = (sold_on is null)),
  constraint held_since_a_day check (state not in ('held', 'sold', 'returned') or held_on is not null)
);
create index part_by_call on contracts.part (call_off_id);
create index part_live on contracts.part (lot_id) where state in ('earmarked', 'held');

create function contracts.parts_fit_the_call() returns trigger language plpgsql as $$
begin
  if (select coalesce(sum(quantity), 0) from contracts.part where call_off_id = new.call_off_id and state in ('earmarked', 'held', 'sold'))
      > (select coalesce(confirmed, 0) from contracts.call_off where id = new.call_off_id) then
    raise exception 'more_than_confirmed: call-off %', new.call_off_id using errcode = '23514';
  end if;
  return null;
end $$;
create trigger fits after insert or update on contracts.part for each row execute function contracts.parts_fit_the_call();

create table contracts.deviation (
  id uuid primary key,
  -- In the order they were found, which decides who defaulted first.
  place bigint generated always as identity,
  contract_id uuid not null references contracts.contract,
  period_n integer not null check (period_n >= 0),
  call_off_id uuid references contracts.call_off,
  kind text not null check (kind in ('short', 'late', 'off_grade', 'not_taken', 'under_called', 'under_delivered')),
  side text not null check (side in ('seller', 'buyer')),
  units integer not null check (units > 0),
  price bigint not null check (price > 0),
  percent integer not null check (percent between 0 and 100),
  amount bigint not null check (amount >= 0),
  transfer_id uuid unique,
  at timestamptz not null,
  business_date date not null,
  unique nulls not distinct (contract_id, period_n, call_off_id, kind),
  constraint paid_by_a_transfer check ((amount > 0) = (transfer_id is not null)),
  constraint side_of_the_kind check ((side = 'buyer') = (kind in ('not_taken', 'under_called')))
);
create trigger append_only before update or delete on contracts.deviation for each row execute function kernel.forbid_change();

-- put: from a paper to the market's deposit account. back: the other way. forfeit: what went back was passed on to the other side.
create table contracts.deposit (
  contract_id uuid not null references contracts.contract,
  side text not null check (side in ('seller', 'buyer')),
  kind text not null check (kind in ('put', 'back', 'forfeit')),
  amount bigint not null check (amount > 0),
  transfer_id uuid not null unique,
  at timestamptz not null,
  business_date date not null,
  primary key (contract_id, side, kind)
);
create trigger append_only before update or delete on contracts.deposit for each row execute function kernel.forbid_change();

-- A contract goes forward; its terms stand once they were shown, and it ends with nothing kept of the deposits and nothing of any lot.
create function contracts.contract_goes_forward() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception 'append_only: a contract is never removed'; end if;
  if old.state in ('ended', 'defaulted', 'cancelled') then raise exception 'append_only: contract % is over', old.no; end if;
  if (new.id, new.no, new.seller_id, new.buyer_id, new.currency, new.made_by, new.created_at) is distinct from (old.id, old.no, old.seller_id, old.buyer_id, old.currency, old.made_by, old.created_at)
     and old.state <> 'draft' then raise exception 'append_only: the parties of % stay', old.no; end if;
  if old.state <> 'draft' and new.state <> 'draft' and (new.terms, new.facts, new.text, new.hash, new.item_id, new.quantity, new.lower, new.upper, new.deposit_seller, new.deposit_buyer, new.starts_on, new.ends_on)
     is distinct from (old.terms, old.facts, old.text, old.hash, old.item_id, old.quantity, old.lower, old.upper, old.deposit_seller, old.deposit_buyer, old.starts_on, old.ends_on) then
    raise exception 'terms_stand: % was shown to the other side', old.no;
  end if;
  if old.seal is not null and new.seal is distinct from old.seal then raise exception 'terms_stand: % is sealed', old.no; end if;
  if (old.state, new.state) not in (('draft', 'draft'), ('draft', 'proposed'), ('draft', 'cancelled'), ('proposed', 'draft'), ('proposed', 'proposed'), ('proposed', 'signed'), ('signed', 'draft'), ('signed', 'running'),
      ('signed', 'signed'), ('signed', 'cancelled'), ('running', 'running'), ('running', 'ended'), ('running', 'defaulted'), ('running', 'cancelled')) then
    raise exception 'contract_goes_forward: % cannot go from % to %', old.no, old.state, new.state;
  end if;
  if new.state in ('ended', 'defaulted', 'cancelled') then
    if (select coalesce(sum(case kind when 'put' then amount when 'back' then -amount else 0 end), 0) from contracts.deposit where contract_id = new.id) <> 0 then
      raise exception 'deposits_settled: % ends with a deposit kept', new.no using errcode = '23514';
    end if;
    if exists (select from contracts.part p join contracts.call_off c on c.id = p.call_off_id where c.contract_id = new.id and p.state in ('earmarked', 'held')) then
      raise exception 'stock_given_back: % ends with goods held', new.no using errcode = '23514';
    end if;
  end if;
  if new.state = 'running' and (select count(*) from contracts.signature s where s.contract_id = new.id and s.hash = new.hash) <> 2 then
    raise exception 'two_signatures: % is not signed by both', new.no using errcode = '23514';
  end if;
  return new;
end $$;
create trigger goes_forward before update or delete on contracts.contract for each row execute function contracts.contract_goes_forward();

create table contracts.step (
  contract_id uuid not null references contracts.contract,
  seq integer not null check (seq > 0),
  at timestamptz not null,
  kind text not null,
  side text not null check (side in ('seller', 'buyer', 'market', 'deadline')),
  account_id uuid,
  account_name text not null,
  text text not null default '',
  quantity integer,
  amount bigint,
  primary key (contract_id, seq)
);
create trigger append_only before update or delete on contracts.step for each row execute function kernel.forbid_change();
