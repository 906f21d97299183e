-- Everything here is derived from the event log and can be thrown away and made again.

create schema prices;

-- A sale as the price sheet sees it. The seller is kept only to count sellers and their shares.
create table prices.deal (
  sale_id uuid primary key,
  business_date date not null,
  item_id uuid not null references kernel.trade_item,
  grade text not null default '' check (grade in ('', 'A', 'B', 'C', 'D', 'E')),
  lot_id uuid not null,
  seller_id uuid not null,
  at timestamptz not null,
  channel text not null,
  quantity integer not null check (quantity > 0),
  price bigint not null check (price > 0),
  currency text not null,
  reversed boolean not null default false
);
create index deal_of_line on prices.deal (business_date, item_id, grade);
create index deal_of_item on prices.deal (item_id, business_date);

-- What passed on a clock and has not been sold on the same day since.
create table prices.leftover (
  business_date date not null,
  lot_id uuid not null,
  item_id uuid not null references kernel.trade_item,
  grade text not null default '' check (grade in ('', 'A', 'B', 'C', 'D', 'E')),
  passed integer not null check (passed >= 0),
  sold_after integer not null default 0 check (sold_after >= 0),
  unsold integer not null generated always as (greatest(passed - sold_after, 0)) stored,
  reason text not null default '',
  primary key (business_date, lot_id)
);
create index leftover_of_line on prices.leftover (business_date, item_id, grade);

-- One row per business date, item and grade; kept up to date by what is added and taken back, never recounted.
create table prices.line (
  business_date date not null,
  item_id uuid not null references kernel.trade_item,
  grade text not null default '' check (grade in ('', 'A', 'B', 'C', 'D', 'E')),
  deals integer not null default 0 check (deals >= 0),
  sold bigint not null default 0 check (sold >= 0),
  value bigint not null default 0 check (value >= 0),
  unsold bigint not null default 0 check (unsold >= 0),
  primary key (business_date, item_id, grade)
);
create index line_of_item on prices.line (item_id, grade, business_date);

create table prices.day (
  business_date date primary key,
  currency text,
  updated_at timestamptz not null,
  complete boolean not null default false
);
