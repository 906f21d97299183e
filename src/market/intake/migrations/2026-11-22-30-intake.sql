-- From the grower's word to a graded lot. The lot and its stock stand in kernel.lot; here stands who said, counted and judged what.
create schema intake;

create table intake.declaration (
  lot_id uuid primary key references kernel.lot,
  planned_on date not null,
  -- The quantity as it was written: "2车1层".
  written text not null check (length(written) between 1 and 60),
  account_id uuid,
  account_name text not null,
  declared_as text not null check (declared_as in ('grower', 'delegate', 'staff', 'system')),
  at timestamptz not null
);
create index declaration_by_day on intake.declaration (planned_on);

-- A lot is received once. What was counted then is never rewritten; later counts stand in intake.recount.
create table intake.arrival (
  lot_id uuid primary key references intake.declaration,
  declared integer not null check (declared > 0),
  counted integer not null check (counted > 0),
  reason text not null default '',
  account_id uuid,
  account_name text not null,
  at timestamptz not null,
  constraint difference_has_a_reason check (counted = declared or length(reason) >= 2)
);
create trigger append_only before update or delete on intake.arrival for each row execute function kernel.forbid_change();

create table intake.recount (
  lot_id uuid not null references intake.arrival,
  seq integer not null check (seq > 0),
  before integer not null check (before >= 0),
  counted integer not null check (counted >= 0),
  reason text not null check (length(reason) >= 2),
  account_id uuid,
  account_name text not null,
  at timestamptz not null,
  primary key (lot_id, seq)
);
create trigger append_only before update or delete on intake.recount for each row execute function kernel.forbid_change();

-- Only what has arrived can be graded; the latest line counts, the others stay.
create table intake.grading (
  lot_id uuid not null references intake.arrival,
  seq integer not null check (seq > 0),
  grade text not null check (grade in ('A', 'B', 'C', 'D', 'E')),
  attributes jsonb not null default '{}' check (jsonb_typeof(attributes) = 'object'),
  defects text[] not null default '{}',
  photo_id uuid references kernel.file,
  reason text not null default '',
  account_id uuid,
  account_name text not null,
  at timestamptz not null,
  primary key (lot_id, seq),
  constraint regrade_has_a_reason check (seq = 1 or length(reason) >= 2)
);
create trigger append_only before update or delete on intake.grading for each row execute function kernel.forbid_change();

create table intake.refusal (
  lot_id uuid primary key references intake.declaration,
  quantity integer not null check (quantity >= 0),
  reason text not null check (length(reason) >= 2),
  account_id uuid,
  account_name text not null,
  at timestamptz not null
);
create trigger append_only before update or delete on intake.refusal for each row execute function kernel.forbid_change();

-- A refused lot holds no stock, and a lot that holds stock has arrived.
create function intake.refused_is_empty() returns trigger language plpgsql as $$
begin
  if (select on_hand from kernel.lot where id = new.lot_id) <> 0 then
    raise exception 'refused_lot_holds_stock: %', new.lot_id;
  end if;
  return null;
end $$;
create constraint trigger is_empty after insert on intake.refusal
  deferrable initially deferred for each row execute function intake.refused_is_empty();

-- Derived from the sales of every channel, so that the grower's list needs no other module's tables.
create table intake.sale (
  sale_id uuid primary key,
  lot_id uuid not null references kernel.lot,
  at timestamptz not null,
  business_date date not null,
  channel text not null,
  quantity integer not null check (quantity > 0),
  price bigint not null check (price > 0),
  gross bigint not null check (gross > 0),
  currency text not null
);
create index sale_by_lot on intake.sale (lot_id);

-- Derived from the clock: what found no buyer in a run.
create table intake.passing (
  position text primary key,
  lot_id uuid not null references kernel.lot,
  quantity integer not null check (quantity > 0),
  reason text not null,
  next_channel text not null,
  at timestamptz not null
);
create index passing_by_lot on intake.passing (lot_id);
