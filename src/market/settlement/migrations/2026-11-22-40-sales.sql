-- Sales of every channel, and the business days they belong to.

create schema settlement;

create table settlement.day (
  business_date date primary key,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  state text not null default 'open' check (state in ('open', 'closing', 'closed', 'paid')),
  -- The fee sheet as it stood when the close began, so that a line added later changes no statement of this day.
  fee_sheet jsonb,
  closing_at timestamptz,
  closing_by uuid references kernel.account,
  closed_at timestamptz,
  paid_at timestamptz,
  check (state = 'open' or (closing_at is not null and fee_sheet is not null)),
  check (state in ('open', 'closing') or closed_at is not null),
  check (state <> 'paid' or paid_at is not null)
);
create index day_not_open on settlement.day (business_date) where state <> 'open';

-- A day only goes forward; what was closed is corrected on a later day and never opened again.
create function settlement.day_goes_forward() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception 'day_goes_forward: % is never removed', old.business_date; end if;
  if new.business_date <> old.business_date or new.currency <> old.currency then raise exception 'day_goes_forward: date and currency stay'; end if;
  if (old.state, new.state) not in (('open', 'open'), ('open', 'closing'), ('closing', 'closing'), ('closing', 'closed'), ('closed', 'closed'), ('closed', 'paid'), ('paid', 'paid')) then
    raise exception 'day_goes_forward: % cannot go from % to %', old.business_date, old.state, new.state;
  end if;
  if old.state <> 'open' and (new.fee_sheet, new.closing_at, new.closing_by) is distinct from (old.fee_sheet, old.closing_at, old.closing_by) then
    raise exception 'day_goes_forward: the close of % has begun with another fee sheet', old.business_date;
  end if;
  return new;
end $$;
create trigger goes_forward before update or delete on settlement.day for each row execute function settlement.day_goes_forward();

create table settlement.sale (
  id uuid primary key,
  at timestamptz not null,
  business_date date not null references settlement.day,
  channel text not null check (channel in ('clock', 'presale', 'catalogue', 'offer', 'contract', 'stall', 'pooled', 'live')),
  lot_id uuid not null references kernel.lot,
  lot_no text not null,
  item_id uuid not null references kernel.trade_item,
  grade text check (grade in ('A', 'B', 'C', 'D', 'E')),
  grower_id uuid not null references kernel.party,
  buyer_id uuid not null references kernel.party,
  quantity integer not null check (quantity between 1 and 1000000),
  unit text not null,
  -- Minor units per sales unit; the gross is exact, so nothing is ever rounded in a sale.
  price bigint not null check (price > 0),
  gross bigint not null,
  currency text not null,
  cause text not null,
  cause_id text not null,
  posting_set_id uuid not null unique references kernel.posting_set,
  constraint gross_is_quantity_times_price check (gross = quantity * price),
  unique (cause, cause_id)
);
create index sale_by_grower on settlement.sale (grower_id, business_date);
create index sale_by_buyer on settlement.sale (buyer_id, business_date);
create index sale_by_day on settlement.sale (business_date, id);
create index sale_by_lot on settlement.sale (lot_id);
create trigger append_only before update or delete on settlement.sale for each row execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on settlement.sale for each statement execute function kernel.forbid_change();

-- Taken shared by every sale and alone by the start of a close, so that a close never begins between a sale's check and its commit.
create function settlement.gate() returns integer language sql immutable as $$ select 7240471 $$;

create function settlement.sale_joins_open_day() returns trigger language plpgsql as $$
declare
  closed_through date;
  day_currency text;
begin
  perform pg_advisory_xact_lock_shared(settlement.gate());
  select max(business_date) into closed_through from settlement.day where state <> 'open';
  if new.business_date <= closed_through then
    -- The caller chose the day before the close began: a serialisation failure, so the whole transaction is run again and chooses anew.
    raise exception 'day_closed: % is closed', new.business_date using errcode = '40001';
  end if;
  select currency into day_currency from settlement.day where business_date = new.business_date;
  if day_currency is null then
    insert into settlement.day (business_date, currency) values (new.business_date, new.currency) on conflict do nothing;
    select currency into day_currency from settlement.day where business_date = new.business_date;
  end if;
  if day_currency <> new.currency then raise exception 'day_currency: % trades in %', new.business_date, day_currency; end if;
  return new;
end $$;
create trigger joins_open_day before insert on settlement.sale for each row execute function settlement.sale_joins_open_day();
