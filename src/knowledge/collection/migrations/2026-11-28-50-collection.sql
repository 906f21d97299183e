-- Prices collected from outside and at collection points, and the market's own sales as statistics see them.
create schema collection;

create table collection.source (
  code text primary key check (code ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
  kind text not null check (kind in ('file', 'point')),
  name_zh text not null,
  name_en text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$')
);
insert into collection.source (code, kind, name_zh, name_en, currency) values
  ('kr-at', 'file', '韩国 aT 花卉拍卖', 'Korea, aT flower auctions', 'KRW'),
  ('tw-amis', 'file', '台湾花卉批发市场', 'Taiwan, wholesale flower markets', 'TWD'),
  ('cn-florist', 'file', '花店采购价目', 'Mainland China, florists'' purchase list', 'CNY'),
  ('cn-retail', 'file', '商超批发价', 'Mainland China, supermarket purchase prices', 'CNY'),
  ('neutral', 'file', '通用价格表', 'Neutral price file', 'CNY');

create table collection.market (
  source text not null references collection.source,
  name text not null,
  side text not null default 'destination' check (side in ('origin', 'destination')),
  primary key (source, name)
);

-- One line of prices over time, in the source's own words.
create table collection.series (
  id integer generated always as identity primary key,
  source text not null references collection.source,
  key text not null,
  market text not null,
  species text not null,
  variety text not null default '',
  grade text not null default '',
  category text not null default '',
  pot_cm integer check (pot_cm between 1 and 200),
  pack text not null default '',
  unit text check (unit in ('pot', 'stem', 'bunch', 'plant', 'spike', 'piece', 'box', 'kilogram')),
  stems integer check (stems between 1 and 1000),
  channel text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- Resolved from the two mappings whenever one of them or the series changes.
  item_id uuid references kernel.trade_item,
  item_grade text check (item_grade in ('A', 'B', 'C', 'D', 'E')),
  mapped_stems integer check (mapped_stems between 1 and 1000),
  unique (source, key),
  foreign key (source, market) references collection.market
);
create index series_of_item on collection.series (item_id) where item_id is not null;
create index series_of_words on collection.series (source, species, variety);

create table collection.mapping (
  source text not null references collection.source,
  species text not null,
  variety text not null default '',
  item_id uuid not null references kernel.trade_item,
  stems integer check (stems between 1 and 1000),
  primary key (source, species, variety)
);
create table collection.grade_mapping (
  source text not null references collection.source,
  grade text not null,
  item_grade text not null check (item_grade in ('A', 'B', 'C', 'D', 'E')),
  primary key (source, grade)
);

-- What came in together, from whom, when. The figures are those of its arrival.
create table collection.batch (
  id integer generated always as identity primary key,
  source text not null references collection.source,
  kind text not null check (kind in ('file', 'entry', 'desk')),
  name text not null,
  sha256 text,
  by_id uuid,
  by_name text not null,
  at timestamptz not null,
  rows integer not null,
  accepted integer not null,
  missing integer not null,
  named integer not null,
  duplicates integer not null,
  added integer not null default 0,
  corrected integer not null default 0,
  unchanged integer not null default 0,
  outliers integer not null default 0,
  from_date date,
  to_date date
);
create index batch_of_source on collection.batch (source, id desc);
create unique index batch_of_file on collection.batch (source, sha256) where sha256 is not null;

create table collection.problem (
  batch_id integer not null references collection.batch,
  row integer not null,
  column_name text not null,
  value text not null,
  reason text not null
);
create index problem_of_batch on collection.problem (batch_id, row);

-- Prices in mills: thousandths of the currency's main unit. A correction is a further version; nothing is overwritten.
create table collection.observation (
  series_id integer not null,
  business_date date not null,
  version smallint not null default 1 check (version >= 1),
  superseded boolean not null default false,
  outlier boolean not null default false,
  status text not null check (status in ('kept', 'missing', 'named', 'excluded')),
  quantity bigint,
  min bigint,
  max bigint,
  mean bigint,
  problem text,
  reason text,
  batch_id integer not null,
  row integer,
  primary key (series_id, business_date, version),
  check (status <> 'kept' or (mean > 0 and (quantity is null or quantity > 0) and (min is null or min >= 0) and (max is null or max >= 0))),
  check ((status = 'named') = (problem is not null)),
  check (status <> 'excluded' or reason is not null)
);
-- Files come in the order of their days, so that this small index finds a day as well as a large one.
create index observation_on_day on collection.observation using brin (business_date) with (pages_per_range = 16, autosummarize = on);
create index observation_outlier on collection.observation (business_date desc) where outlier and not superseded;
create index observation_of_batch on collection.observation using brin (batch_id) with (pages_per_range = 16, autosummarize = on);

create function collection.keep_figures() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception 'an observation is never deleted; exclude it by a rule'; end if;
  if (new.series_id, new.business_date, new.version, new.status, new.quantity, new.min, new.max, new.mean, new.problem, new.reason, new.batch_id, new.row)
    is distinct from (old.series_id, old.business_date, old.version, old.status, old.quantity, old.min, old.max, old.mean, old.problem, old.reason, old.batch_id, old.row)
  then raise exception 'an observation is never overwritten; a correction is a new version'; end if;
  return new;
end $$;
create trigger keep_figures before update or delete on collection.observation for each row execute function collection.keep_figures();

-- A foreign key would look up each of millions of rows alone; this looks once for all that a statement has brought.
create function collection.know_series_and_batch() returns trigger language plpgsql as $$
begin
  if exists (select 1 from (select distinct series_id from brought) b where not exists (select 1 from collection.series s where s.id = b.series_id))
    or exists (select 1 from (select distinct batch_id from brought) b where not exists (select 1 from collection.batch t where t.id = b.batch_id))
  then raise exception 'an observation belongs to a series and a batch that are there' using errcode = '23503'; end if;
  return null;
end $$;
create trigger know_series_and_batch after insert on collection.observation referencing new table as brought for each statement execute function collection.know_series_and_batch();
-- Series and batches that observations belong to stay.
create function collection.keep_parents() returns trigger language plpgsql as $$
begin
  raise exception 'observations belong to it; it is never deleted' using errcode = '23503';
end $$;
create trigger keep_parents before delete on collection.series for each row execute function collection.keep_parents();
create trigger keep_parents before delete on collection.batch for each row execute function collection.keep_parents();

-- Where a file waits while it is read. One ingest at a time; what is left here by one that was cut off means nothing.
create unlogged table collection.staged (
  series integer not null,
  business_date date not null,
  status text not null,
  quantity bigint,
  min bigint,
  max bigint,
  mean bigint,
  problem text,
  reason text,
  row integer not null
);
create unlogged table collection.staged_series (
  number integer not null,
  key text not null,
  market text not null,
  species text not null,
  variety text not null,
  grade text not null,
  category text not null,
  pot_cm integer,
  pack text not null,
  unit text,
  stems integer,
  channel text not null,
  currency text not null
);

create table collection.point (
  code text primary key references collection.source,
  side text not null check (side in ('origin', 'destination')),
  channel text not null,
  active boolean not null default true
);
create table collection.point_line (
  code text not null references collection.point,
  n integer not null check (n >= 0),
  item_id uuid not null references kernel.trade_item,
  grade text check (grade in ('A', 'B', 'C', 'D', 'E')),
  unit text not null,
  stems integer check (stems between 1 and 1000),
  primary key (code, n)
);
create table collection.collector (
  code text not null references collection.point,
  account_id uuid not null,
  primary key (code, account_id)
);
create index collector_of on collection.collector (account_id);

-- Derived from the event log: who sold what to whom, so that sales that made no market can be left out by rule.
create table collection.own_sale (
  sale_id uuid primary key,
  business_date date not null,
  item_id uuid not null references kernel.trade_item,
  grade text not null default '',
  seller_id uuid not null,
  buyer_id uuid not null,
  channel text not null,
  quantity integer not null check (quantity > 0),
  price bigint not null check (price > 0),
  currency text not null,
  reversed boolean not null default false
);
create index own_sale_on_day on collection.own_sale (business_date, item_id);
create index own_sale_of_pair on collection.own_sale (seller_id, buyer_id, item_id, business_date);
