-- Bringing, grading and shipping what was promised, and what it costs not to.
create table pooled.collection (
  id uuid primary key,
  no text not null unique,
  on_day date not null,
  leaves_at timestamptz not null,
  plate text not null,
  driver text not null,
  capacity integer not null check (capacity > 0),
  state text not null default 'planned' check (state in ('planned', 'done', 'cancelled')),
  account_name text not null,
  at timestamptz not null
);

create table pooled.shipment (
  id uuid primary key,
  no text not null unique,
  order_id uuid not null references pooled.pooled_order,
  drop_id uuid not null references pooled.drop,
  plate text not null,
  driver text not null default '',
  account_name text not null,
  shipped_at timestamptz not null,
  received_at timestamptz,
  refused integer not null default 0 check (refused >= 0),
  reason text not null default ''
);
create index shipment_of_order on pooled.shipment (order_id);

-- One lot brought for one promise.
create table pooled.parcel (
  id uuid primary key,
  promise_id uuid not null references pooled.promise,
  lot_id uuid not null references kernel.lot,
  announced integer not null check (announced > 0),
  state text not null default 'expected' check (state in ('expected', 'accepted', 'shipped', 'returned', 'cancelled')),
  slot_at timestamptz,
  collection_id uuid references pooled.collection,
  announced_at timestamptz not null,
  account_id uuid,
  account_name text not null,
  delegate boolean not null default false,
  counted integer check (counted >= 0),
  accepted integer not null default 0 check (accepted >= 0),
  -- Counted and not conforming; it stays the grower's.
  rejected integer not null default 0 check (rejected >= 0),
  received_on date,
  grade text check (grade in ('A', 'B', 'C', 'D', 'E')),
  -- The plan, the samples, the limits that failed: enough to grade again from paper.
  inspection jsonb,
  photo_id uuid,
  inspected_at timestamptz,
  inspector_id uuid,
  inspector_name text not null default '',
  price bigint check (price > 0),
  shipment_id uuid references pooled.shipment,
  sale_id uuid unique,
  constraint counted_splits check (counted is null or accepted + rejected = counted),
  constraint graded_says_how check ((state in ('accepted', 'shipped')) <= (grade is not null and inspection is not null and accepted > 0)),
  constraint shipped_is_sold check ((state = 'shipped') = (sale_id is not null and shipment_id is not null and price is not null))
);
create index parcel_of_promise on pooled.parcel (promise_id);
create index parcel_of_lot on pooled.parcel (lot_id);

-- What was accepted for a promise is never more than was promised and not given up.
create function pooled.parcels_fit_the_promise() returns trigger language plpgsql as $$
declare promised integer; taken bigint;
begin
  select quantity - withdrawn - defaulted into promised from pooled.promise where id = new.promise_id for update;
  select coalesce(sum(accepted), 0) into taken from pooled.parcel where promise_id = new.promise_id and state in ('accepted', 'shipped');
  if taken > promised then
    raise exception 'parcels_fit_the_promise: % accepted, % promised', taken, promised using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger fits_the_promise after insert or update of accepted, state on pooled.parcel
  for each row execute function pooled.parcels_fit_the_promise();

create table pooled.fault (
  id uuid primary key,
  place bigint generated always as identity,
  order_id uuid not null references pooled.pooled_order,
  drop_id uuid not null references pooled.drop,
  -- Null where the fault is the enterprise's.
  grower_id uuid references kernel.party,
  promise_id uuid references pooled.promise,
  kind text not null check (kind in ('short', 'late', 'off_grade', 'withdrawn', 'side_sold', 'refused')),
  units integer not null check (units > 0),
  price bigint not null check (price > 0),
  percent integer not null check (percent between 0 and 100),
  amount bigint not null check (amount >= 0),
  transfer_id uuid unique,
  text text not null default '',
  waive_reason text not null default '',
  waived_by text,
  at timestamptz not null,
  business_date date not null,
  constraint whose_fault check ((kind = 'refused') = (grower_id is null))
);
create index fault_of_order on pooled.fault (order_id);
create index fault_of_grower on pooled.fault (grower_id);
