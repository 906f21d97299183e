-- Complaints about the goods: who claimed, with what evidence, who answered what and when, and how it ended. Money stands in settlement.
create schema claims;

-- The rules as the operator keeps them; the latest line counts, and a claim keeps the one it was made under.
create table claims.terms (
  id integer generated always as identity primary key,
  at timestamptz not null,
  settings jsonb not null check (jsonb_typeof(settings) = 'object'),
  reason text not null,
  account_id uuid,
  account_name text not null
);
create trigger append_only before update or delete on claims.terms for each row execute function kernel.forbid_change();

create table claims.counter (business_date date primary key, last integer not null);

create table claims.claim (
  id uuid primary key,
  no text not null unique,
  -- The sale as it was.
  sale_id uuid not null,
  sale_at timestamptz not null,
  sale_date date not null,
  channel text not null,
  lot_id uuid not null references kernel.lot,
  lot_no text not null,
  item_id uuid not null references kernel.trade_item,
  grade text check (grade in ('A', 'B', 'C', 'D', 'E')),
  grower_id uuid not null references kernel.party,
  buyer_id uuid not null references kernel.party,
  quantity integer not null check (quantity > 0),
  unit text not null,
  price bigint not null check (price > 0),
  gross bigint not null check (gross = quantity * price),
  currency text not null,
  -- What is claimed.
  filed_at timestamptz not null,
  filed_on date not null,
  filed_by uuid references kernel.account,
  filed_name text not null,
  settings jsonb not null,
  units integer not null check (units > 0),
  fault text not null check (fault in ('wilted', 'broken', 'cold', 'pests', 'mould', 'wrong_item', 'wrong_grade', 'short', 'other')),
  text text not null check (length(text) <= 500),
  box_label text not null check (length(box_label) <= 120),
  ask text not null check (ask in ('refund', 'regrade', 'return')),
  ask_amount bigint not null check (ask_amount > 0),
  ask_grade text check (ask_grade in ('A', 'B', 'C', 'D', 'E')),
  -- Where it stands.
  state text not null check (state in ('filed', 'offered', 'arbitration', 'confirming', 'closed')),
  due_at timestamptz,
  escalated_at timestamptz,
  offered bigint check (offered > 0),
  ruling text check (ruling in ('refund', 'regrade', 'return', 'reject')),
  ruling_amount bigint not null default 0 check (ruling_amount >= 0),
  ruling_grade text check (ruling_grade in ('A', 'B', 'C', 'D', 'E')),
  ruling_goods text check (ruling_goods in ('returned', 'written_off')),
  ruling_reason text not null default '',
  ruled_by uuid references kernel.account,
  ruled_name text,
  ruled_at timestamptz,
  confirmed_by uuid references kernel.account,
  outcome text check (outcome in ('refund', 'regrade', 'return', 'reject', 'withdrawn', 'void')),
  outcome_amount bigint not null default 0 check (outcome_amount >= 0),
  closed_at timestamptz,
  money_date date,
  constraint units_of_the_sale check (units <= quantity),
  constraint refund_within_units check (ask_amount <= units * price and offered <= units * price and ruling_amount <= units * price and outcome_amount <= units * price),
  constraint regrade_names_a_grade check ((ask = 'regrade') = (ask_grade is not null)),
  constraint return_is_whole check (ask <> 'return' or units = quantity),
  constraint waits_for_somebody check ((state = 'closed') or due_at is not null or escalated_at is not null),
  constraint closed_has_an_outcome check ((state = 'closed') = (outcome is not null) and (state = 'closed') = (closed_at is not null)),
  constraint confirming_has_a_ruling check (state <> 'confirming' or (ruling is not null and ruled_by is not null and ruled_at is not null)),
  constraint second_pair_of_eyes check (confirmed_by is null or (ruled_by is not null and ruled_by <> confirmed_by)),
  constraint only_what_was_accepted_costs check (outcome_amount = 0 or outcome in ('refund', 'regrade', 'return'))
);
-- One thing after the other: a sale has one open claim.
create unique index claim_open_once on claims.claim (sale_id) where state <> 'closed';
create index claim_by_sale on claims.claim (sale_id);
create index claim_by_buyer on claims.claim (buyer_id, filed_at);
create index claim_by_grower on claims.claim (grower_id, filed_at);
create index claim_due on claims.claim (due_at) where state <> 'closed';

create function claims.claim_goes_forward() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception 'append_only: a claim is never removed'; end if;
  if old.state = 'closed' then raise exception 'append_only: claim % is closed', old.no; end if;
  if (new.id, new.no, new.sale_id, new.sale_at, new.sale_date, new.channel, new.lot_id, new.lot_no, new.item_id, new.grade, new.grower_id, new.buyer_id, new.quantity, new.unit, new.price, new.currency,
      new.filed_at, new.filed_on, new.filed_by, new.filed_name, new.settings, new.units, new.fault, new.text, new.box_label, new.ask, new.ask_amount, new.ask_grade)
     is distinct from
     (old.id, old.no, old.sale_id, old.sale_at, old.sale_date, old.channel, old.lot_id, old.lot_no, old.item_id, old.grade, old.grower_id, old.buyer_id, old.quantity, old.unit, old.price, old.currency,
      old.filed_at, old.filed_on, old.filed_by, old.filed_name, old.settings, old.units, old.fault, old.text, old.box_label, old.ask, old.ask_amount, old.ask_grade) then
    raise exception 'append_only: what was claimed stays as it was';
  end if;
  if (old.state, new.state) in (('offered', 'filed'), ('arbitration', 'filed'), ('arbitration', 'offered'), ('confirming', 'filed'), ('confirming', 'offered')) then
    raise exception 'claim_goes_forward: % cannot go from % to %', old.no, old.state, new.state;
  end if;
  return new;
end $$;
create trigger goes_forward before update or delete on claims.claim for each row execute function claims.claim_goes_forward();

-- Units of one sale are claimed once: what was judged is judged, what was withdrawn may be claimed again.
create function claims.units_within_sale() returns trigger language plpgsql as $$
declare
  before bigint;
begin
  select coalesce(sum(units), 0) into before from claims.claim where sale_id = new.sale_id and (outcome is null or outcome not in ('withdrawn', 'void'));
  if before + new.units > new.quantity then raise exception 'units_within_sale: % of % are claimed', before + new.units, new.quantity using errcode = '23514'; end if;
  return new;
end $$;
create trigger within_sale before insert on claims.claim for each row execute function claims.units_within_sale();

create table claims.photo (
  claim_id uuid not null references claims.claim,
  seq integer not null,
  photo_id uuid not null references kernel.file,
  by text not null check (by in ('buyer', 'grower')),
  taken_at timestamptz not null,
  place text not null check (length(place) between 2 and 120),
  lat_e6 integer check (lat_e6 between -90000000 and 90000000),
  lon_e6 integer check (lon_e6 between -180000000 and 180000000),
  primary key (claim_id, seq)
);
create trigger append_only before update or delete on claims.photo for each row execute function kernel.forbid_change();

-- A temperature curve, where a logger travelled with the goods.
create table claims.temperature (
  claim_id uuid not null references claims.claim,
  at timestamptz not null,
  centi integer not null check (centi between -6000 and 9000),
  primary key (claim_id, at)
);
create trigger append_only before update or delete on claims.temperature for each row execute function kernel.forbid_change();

create table claims.step (
  claim_id uuid not null references claims.claim,
  seq integer not null check (seq > 0),
  at timestamptz not null,
  kind text not null check (kind in ('filed', 'accepted', 'offered', 'contested', 'offer_taken', 'offer_refused', 'silence_accepted', 'silence_judged', 'silence_took', 'ruled', 'sent_back', 'confirmed', 'escalated', 'withdrawn', 'void')),
  by text not null check (by in ('buyer', 'grower', 'market', 'deadline')),
  account_id uuid,
  account_name text not null,
  text text not null default '',
  amount bigint,
  grade text,
  outcome text,
  primary key (claim_id, seq)
);
create trigger append_only before update or delete on claims.step for each row execute function kernel.forbid_change();

-- Derived from the sales of every channel: from these and the claims, a grower's index is computed.
create table claims.sale (
  sale_id uuid primary key,
  at timestamptz not null,
  business_date date not null,
  channel text not null,
  lot_id uuid not null,
  lot_no text not null,
  item_id uuid not null,
  grade text,
  grower_id uuid not null,
  buyer_id uuid not null,
  quantity integer not null,
  unit text not null,
  price bigint not null,
  gross bigint not null,
  currency text not null,
  reversed boolean not null default false
);
create index sale_by_day on claims.sale (business_date, grower_id);
create index sale_by_grower on claims.sale (grower_id, business_date);
create index sale_by_buyer on claims.sale (buyer_id, at);
create index sale_by_lot on claims.sale (lot_id);

-- The class as it was last published, with the figures behind it.
create table claims.published (
  grower_id uuid primary key references kernel.party,
  class text not null check (class in ('A', 'B', 'C')),
  share integer not null check (share between 0 and 1000000),
  sold bigint not null check (sold > 0),
  claimed bigint not null check (claimed between 0 and sold),
  published_on date not null,
  at timestamptz not null
);
