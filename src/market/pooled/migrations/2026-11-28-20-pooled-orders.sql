-- Pooled orders: one enterprise's order, the growers who were asked, what they answered, how it was divided, and what they promised.
-- Stock stands in kernel.lot, growing goods in growing.batches, money in settlement and the ledger; here stands only what is promised to whom, and why.
create schema pooled;

create table pooled.counter (business_date date primary key, last integer not null);

create table pooled.pooled_order (
  id uuid primary key,
  no text not null unique,
  state text not null default 'draft' check (state in ('draft', 'asked', 'open', 'allocated', 'closed', 'cancelled')),
  title text not null check (length(title) between 1 and 120),
  enterprise_id uuid not null references kernel.party,
  -- The co-op that buys for its growers; null for the market company itself.
  hub_id uuid references kernel.party,
  made_by text not null check (made_by in ('enterprise', 'hub')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  rule text not null,
  terms jsonb not null check (jsonb_typeof(terms) = 'object'),
  deposit bigint not null default 0 check (deposit >= 0),
  round integer not null default 0 check (round between 0 and 9),
  answer_by timestamptz,
  created_at timestamptz not null,
  account_id uuid,
  account_name text not null,
  asked_at timestamptz,
  published_at timestamptz,
  allocated_at timestamptz,
  over_at timestamptz,
  over_reason text not null default '',
  -- When the deadlines were last looked at without being able to act.
  stuck_at timestamptz,
  constraint enterprise_is_not_the_hub check (hub_id is null or hub_id <> enterprise_id),
  constraint open_has_a_deadline check (state <> 'open' or (answer_by is not null and round > 0)),
  constraint over_has_a_time check ((state in ('closed', 'cancelled')) = (over_at is not null))
);
create index order_by_enterprise on pooled.pooled_order (enterprise_id, created_at);
create index order_by_state on pooled.pooled_order (state, answer_by);

-- A drop: so much of a line, on a day, at a place. The unit in which growers are asked, shares are given and goods are shipped.
create table pooled.drop (
  id uuid primary key,
  order_id uuid not null references pooled.pooled_order,
  line integer not null check (line > 0),
  n integer not null check (n > 0),
  item_id uuid not null references kernel.trade_item,
  unit text not null,
  due_on date not null,
  place text not null,
  ordered integer not null check (ordered between 1 and 1000000),
  -- What is still wanted; less than ordered only by the enterprise's consent.
  quantity integer not null check (quantity between 0 and ordered),
  price bigint check (price > 0),
  price_made jsonb,
  state text not null default 'open' check (state in ('open', 'settled')),
  consent_asked integer check (consent_asked > 0),
  consent_reason text not null default '',
  settled_on date,
  unique (order_id, line, n),
  constraint price_says_how check ((price is null) = (price_made is null)),
  constraint settled_has_a_day check ((state = 'settled') = (settled_on is not null))
);
create index drop_due on pooled.drop (due_on) where state = 'open';

create table pooled.invitation (
  id uuid primary key,
  order_id uuid not null references pooled.pooled_order,
  drop_id uuid not null references pooled.drop,
  round integer not null check (round between 1 and 9),
  grower_id uuid not null references kernel.party,
  available integer not null check (available >= 0),
  quota integer not null check (quota between 0 and available),
  excluded text not null default 'none',
  basis jsonb not null,
  why jsonb,
  state text not null default 'waiting' check (state in ('waiting', 'answered', 'silent')),
  accepted integer,
  extra integer not null default 0 check (extra >= 0),
  ask bigint check (ask > 0),
  answered_at timestamptz,
  account_id uuid,
  account_name text not null default '',
  delegate boolean not null default false,
  unique (drop_id, round, grower_id),
  constraint answered_says_how_much check ((state = 'answered') = (accepted is not null and answered_at is not null)),
  constraint nobody_gives_more_than_he_has check (coalesce(accepted, 0) between 0 and available and coalesce(accepted, 0) + extra <= available)
);
create index invitation_of_grower on pooled.invitation (grower_id, state);
create index invitation_of_order on pooled.invitation (order_id, round);

-- One division of an order: its whole input and output, hashed, chained and signed. Never changed.
create table pooled.run (
  id uuid primary key,
  order_id uuid not null references pooled.pooled_order,
  seq integer not null check (seq > 0),
  kind text not null check (kind in ('allocation', 'reallocation')),
  round integer not null check (round between 1 and 9),
  input jsonb not null,
  output jsonb not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  previous text check (previous ~ '^[0-9a-f]{64}$'),
  signature text not null,
  public_key text not null,
  made_at timestamptz not null,
  account_name text not null,
  unique (order_id, seq),
  constraint chained check ((seq = 1) = (previous is null))
);
create trigger append_only before update or delete on pooled.run for each row execute function kernel.forbid_change();

-- The public halves of the keys this market has signed with; a sheet under any other key is not the market's.
create table pooled.signing_key (public_key text primary key check (public_key ~ '^[0-9a-f]{64}$'), since timestamptz not null);
create trigger append_only before update or delete on pooled.signing_key for each row execute function kernel.forbid_change();

create table pooled.promise (
  id uuid primary key,
  order_id uuid not null references pooled.pooled_order,
  drop_id uuid not null references pooled.drop,
  grower_id uuid not null references kernel.party,
  source text not null check (source in ('allocation', 'reallocation', 'cover')),
  run_id uuid references pooled.run,
  quantity integer not null check (quantity > 0),
  -- What he said early that he cannot bring, and what the hub said will not come.
  withdrawn integer not null default 0 check (withdrawn >= 0),
  defaulted integer not null default 0 check (defaulted >= 0),
  state text not null default 'standing' check (state in ('standing', 'kept', 'short', 'defaulted', 'withdrawn')),
  -- By sealed bids: what all who were taken get. Null where the drop's price counts.
  price bigint check (price > 0),
  why jsonb,
  deposit bigint not null default 0 check (deposit >= 0),
  -- Which growing batches it stands on: [{ batchId, quantity }].
  batches jsonb not null default '[]',
  made_at timestamptz not null,
  constraint no_more_gone_than_promised check (withdrawn + defaulted <= quantity),
  constraint shares_come_from_a_run check ((source = 'cover') = (run_id is null))
);
create index promise_of_drop on pooled.promise (drop_id);
create index promise_of_grower on pooled.promise (grower_id, state);

-- However shares are made, what stands of them never passes what the drop still wants.
create function pooled.promises_fit_the_drop() returns trigger language plpgsql as $$
declare wanted integer; stands bigint;
begin
  select quantity into wanted from pooled.drop where id = new.drop_id for update;
  select coalesce(sum(quantity - withdrawn - defaulted), 0) into stands from pooled.promise where drop_id = new.drop_id;
  if stands > wanted then
    raise exception 'promises_fit_the_drop: % stand, % are wanted', stands, wanted using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger fits_the_drop after insert or update of quantity, withdrawn, defaulted on pooled.promise
  for each row execute function pooled.promises_fit_the_drop();

create table pooled.step (
  order_id uuid not null references pooled.pooled_order,
  seq integer not null,
  at timestamptz not null,
  kind text not null,
  account_id uuid,
  account_name text not null default '',
  text text not null default '',
  quantity integer,
  amount bigint,
  primary key (order_id, seq)
);
create trigger append_only before update or delete on pooled.step for each row execute function kernel.forbid_change();

-- Amounts booked through settlement for an order: deposits, margin, freight. The ledger has them; here stands what each was for.
create table pooled.charge (
  id uuid primary key,
  order_id uuid not null references pooled.pooled_order,
  drop_id uuid references pooled.drop,
  party_id uuid not null references kernel.party,
  kind text not null check (kind in ('deposit', 'deposit_back', 'deposit_forfeit', 'margin', 'freight')),
  amount bigint not null check (amount > 0),
  transfer_id uuid not null unique,
  at timestamptz not null,
  business_date date not null
);
create index charge_of_order on pooled.charge (order_id);
create trigger append_only before update or delete on pooled.charge for each row execute function kernel.forbid_change();
