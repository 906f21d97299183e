-- Sessions of the descending clock, their journals, and what was booked from them.

create schema clock;

create table clock.session (
  id uuid primary key,
  no text not null unique,
  title text not null check (length(title) between 1 and 80),
  business_date date not null,
  status text not null default 'planned' check (status in ('planned', 'open', 'closing', 'closed', 'cancelled')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- The secret of the draw; its SHA-256 is published from the first moment, itself only when the session is closed.
  seed text not null,
  commitment text not null check (commitment ~ '^[0-9a-f]{64}$'),
  max_delay_ms integer not null,
  future_tolerance_ms integer not null,
  anonymous_winners boolean not null,
  show_growers boolean not null,
  demo boolean not null default false,
  clocks jsonb not null,
  created_by uuid,
  created_at timestamptz not null,
  -- Session time 0, and the first line of the journal word for word.
  epoch timestamptz,
  header text,
  -- Journal groups up to this one have been booked.
  booked_n integer not null default 0,
  closed_at timestamptz,
  digest text,
  check ((status in ('planned', 'cancelled')) = (epoch is null)),
  check ((status = 'closed') = (digest is not null))
);
create index session_by_day on clock.session (business_date, no);
create index session_alive on clock.session (status) where status in ('open', 'closing');

-- One session, one writer. A holder that stops renewing loses the session when the lease runs out.
create table clock.lease (
  session_id uuid primary key references clock.session,
  holder text not null,
  node text not null,
  pid integer not null,
  term integer not null,
  expires_at timestamptz not null
);

-- Inputs and events are the texts that were hashed, so they are never parsed by the database.
create table clock.journal (
  session_id uuid not null references clock.session,
  n integer not null check (n > 0),
  prev text not null,
  inputs text not null,
  events text not null,
  hash text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (session_id, n)
);
create trigger append_only before update or delete on clock.journal for each row execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on clock.journal for each statement execute function kernel.forbid_change();

create table clock.queue (
  id uuid primary key,
  session_id uuid not null references clock.session,
  lot_id uuid not null references kernel.lot,
  clock integer not null check (clock between 0 and 31),
  seq bigint generated always as identity,
  quantity integer not null check (quantity between 1 and 1000000),
  min_press integer not null check (min_press >= 1),
  start_price bigint not null check (start_price >= floor_price),
  step_value bigint not null check (step_value >= 1),
  floor_price bigint not null check (floor_price >= 1),
  next_channel text not null check (next_channel in ('direct_stock', 'later_round', 'presale_next_day', 'return_to_grower', 'compost')),
  has_photo boolean not null,
  -- What a lot's grower is called where the session hides names.
  grower_no integer not null,
  recent_price bigint,
  proposal jsonb not null,
  status text not null default 'queued' check (status in ('queued', 'running', 'sold', 'passed', 'withdrawn', 'dequeued')),
  engine_lot integer,
  place integer,
  sold integer not null default 0 check (sold between 0 and quantity),
  value bigint not null default 0,
  last_price bigint,
  pass_reason text,
  outcome_reason text not null default '',
  -- Journal groups between which this lot's runs lie, so that its replay reads no others.
  first_n integer,
  last_n integer,
  queued_by uuid,
  queued_at timestamptz not null,
  ended_at timestamptz
);
create index queue_by_session on clock.queue (session_id, clock, seq);
create index queue_by_lot on clock.queue (lot_id);
create unique index lot_is_queued_once on clock.queue (lot_id) where ended_at is null;
create unique index queue_engine_lot on clock.queue (session_id, engine_lot) where engine_lot is not null;

create table clock.buyer (
  party_id uuid primary key references kernel.party,
  daily_limit bigint check (daily_limit >= 0)
);
create table clock.workplace (
  id uuid primary key,
  party_id uuid not null references kernel.party,
  name text not null check (length(name) between 1 and 40),
  daily_limit bigint not null check (daily_limit >= 0),
  active boolean not null default true,
  created_at timestamptz not null,
  unique (party_id, name)
);

-- The id of a seat is the only name the published journal has for a buyer.
create table clock.seat (
  id uuid primary key,
  session_id uuid not null references clock.session,
  party_id uuid not null references kernel.party,
  workplace_id uuid references clock.workplace,
  no integer not null,
  -- What this seat may spend; for a firm's own seat exactly what is held on its credit line for the session.
  allowance bigint not null check (allowance >= 0),
  joined_at timestamptz not null,
  released_at timestamptz,
  -- The engine's number of this seat, once the clock has taken note of it.
  engine_buyer integer,
  -- The allowance the clock was last told; where it differs from the allowance, the clock has yet to be told.
  told_allowance bigint,
  unique (session_id, no),
  unique nulls not distinct (session_id, party_id, workplace_id)
);
create index seat_by_party on clock.seat (party_id);

create table clock.award (
  session_id uuid not null references clock.session,
  entry_id uuid not null references clock.queue,
  run integer not null,
  seat_id uuid not null references clock.seat,
  lot_id uuid not null references kernel.lot,
  party_id uuid not null references kernel.party,
  workplace_id uuid references clock.workplace,
  business_date date not null,
  clock integer not null,
  step integer not null,
  tau integer not null,
  price bigint not null check (price > 0),
  quantity integer not null check (quantity > 0),
  via_limit boolean not null,
  n integer not null,
  at timestamptz not null,
  sale_id uuid,
  -- Why a decision of the clock could not be booked; a person has to settle it.
  problem text,
  primary key (session_id, entry_id, run),
  check ((sale_id is null) = (problem is not null))
);
create index award_by_party on clock.award (party_id, business_date);
create index award_by_session on clock.award (session_id, at);
create index award_problem on clock.award (session_id) where problem is not null;
create trigger append_only before delete on clock.award for each row execute function kernel.forbid_change();

-- Presses that counted: accepted, or beaten by a decision already made. The journal holds all others too.
create table clock.press (
  session_id uuid not null,
  entry_id uuid not null references clock.queue,
  run integer not null,
  seat_id uuid not null references clock.seat,
  via_limit boolean not null,
  press_id bigint not null,
  n integer not null,
  i integer,
  t integer not null,
  -- Null for a press that came too late to be priced.
  step integer,
  tau integer not null,
  price bigint,
  quantity integer not null,
  clipped boolean not null,
  outcome text not null check (outcome in ('pending', 'won', 'lost', 'too_late')),
  beaten_steps integer,
  beaten_ms integer,
  by_draw boolean not null default false,
  primary key (session_id, entry_id, run, seat_id, via_limit)
);
create index press_by_seat on clock.press (seat_id, n);
create index press_by_id on clock.press (session_id, press_id);

create table clock.limit_order (
  session_id uuid not null,
  entry_id uuid not null references clock.queue,
  seat_id uuid not null references clock.seat,
  press_id bigint not null,
  price bigint not null,
  quantity integer not null,
  n integer not null,
  i integer,
  status text not null check (status in ('waiting', 'fired', 'filled', 'cancelled', 'ended')),
  filled integer not null default 0,
  filled_price bigint,
  end_reason text not null default '',
  primary key (session_id, seat_id, press_id)
);
create index limit_by_entry on clock.limit_order (entry_id, seat_id);

create table clock.intervention (
  session_id uuid not null references clock.session,
  n integer not null,
  i integer not null,
  t integer not null,
  act text not null,
  clock integer,
  entry_id uuid,
  actor text not null,
  reason text not null,
  primary key (session_id, n, i)
);
create trigger append_only before update or delete on clock.intervention for each row execute function kernel.forbid_change();

-- Sales of every channel, as far as start prices need them. Rebuilt from the event log.
create table clock.recent_sale (
  sale_id uuid primary key,
  item_id uuid not null,
  grade text,
  business_date date not null,
  currency text not null,
  price bigint not null,
  quantity integer not null
);
create index recent_sale_by_item on clock.recent_sale (item_id, business_date);
