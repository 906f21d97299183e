-- The published price index. Nothing here is ever changed: a number stays as it was published, a correction is a row beside it.

create schema index;

-- The records of a period as they stood when it was published (edition 1), or when a late correction was heard (2, 3 …).
create table index.period (
  frequency text not null check (frequency in ('week', 'day')),
  period text not null check (period ~ '^\d{4}-(W\d{2}|\d{2}-\d{2})$'),
  edition integer not null check (edition >= 1),
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  fixed_at timestamptz not null,
  reason text not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  primary key (frequency, period, edition)
);

-- What each seller sold of an item on a day. `inside`: part of a cell that everybody may see, and so of the index.
create table index.record (
  frequency text not null,
  period text not null,
  edition integer not null,
  business_date date not null,
  item_id uuid not null references kernel.trade_item,
  grade text not null check (grade in ('', 'A', 'B', 'C', 'D', 'E')),
  venue text not null check (venue in ('', 'stall')),
  seller_id uuid not null,
  quantity bigint not null check (quantity > 0),
  value bigint not null check (value > 0),
  deals integer not null check (deals > 0),
  inside boolean not null,
  primary key (frequency, period, edition, item_id, grade, venue, business_date, seller_id),
  foreign key (frequency, period, edition) references index.period
);

-- The cells that are inside, put together: exactly what an index is computed from.
create table index.cell (
  frequency text not null,
  period text not null,
  edition integer not null,
  item_id uuid not null references kernel.trade_item,
  grade text not null,
  venue text not null,
  -- The item's name in exported inputs, and its group, as they were then.
  code text not null,
  category text not null,
  quantity bigint not null check (quantity > 0),
  value bigint not null check (value > 0),
  sellers integer not null check (sellers >= 3),
  primary key (frequency, period, edition, item_id, grade, venue),
  foreign key (frequency, period, edition) references index.period
);

-- How a series is made; said once, when its first number is published.
create table index.series (
  group_code text not null,
  frequency text not null check (frequency in ('week', 'day')),
  base_period text not null,
  formula text not null check (formula = 'ccdi'),
  splice text not null,
  window_length integer not null check (window_length >= 2),
  first_window integer not null check (first_window between 1 and window_length),
  method_version text not null,
  begun_at timestamptz not null,
  primary key (group_code, frequency)
);

-- vintage 1 is the published number; later ones are revisions beside it.
create table index.publication (
  group_code text not null,
  frequency text not null check (frequency in ('week', 'day')),
  period text not null,
  vintage integer not null check (vintage >= 1),
  at timestamptz not null,
  reason text not null,
  by_name text not null,
  method_version text not null,
  withheld text check (withheld in ('nothing_sold', 'too_few_sellers', 'one_seller_dominates', 'nothing_open', 'not_comparable')),
  value double precision check (value > 0),
  previous text,
  measures jsonb not null check (jsonb_typeof(measures) = 'object'),
  rows integer not null check (rows >= 0),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  primary key (group_code, frequency, period, vintage),
  constraint a_number_or_a_reason check ((withheld is null) = (value is not null))
);
create index publication_by_time on index.publication (frequency, period);
create index revision_by_time on index.publication (at) where vintage > 1;

create table index.alarm (
  id integer generated always as identity primary key,
  group_code text not null,
  frequency text not null,
  period text not null,
  seller_id uuid not null,
  value double precision not null,
  without double precision,
  raised_at timestamptz not null,
  unique (group_code, frequency, period, seller_id)
);
create table index.alarm_note (
  alarm_id integer primary key references index.alarm,
  note text not null check (length(note) between 2 and 500),
  by_name text not null,
  at timestamptz not null
);

create table index.basket (
  id integer generated always as identity primary key,
  valid_from date not null,
  source text not null,
  weights jsonb not null check (jsonb_typeof(weights) = 'array'),
  by_name text not null,
  at timestamptz not null
);

create trigger append_only before update or delete on index.period for each row execute function kernel.forbid_change();
create trigger append_only before update or delete on index.record for each row execute function kernel.forbid_change();
create trigger append_only before update or delete on index.cell for each row execute function kernel.forbid_change();
create trigger append_only before update or delete on index.series for each row execute function kernel.forbid_change();
create trigger append_only before update or delete on index.publication for each row execute function kernel.forbid_change();
create trigger append_only before update or delete on index.alarm for each row execute function kernel.forbid_change();
create trigger append_only before update or delete on index.alarm_note for each row execute function kernel.forbid_change();
create trigger append_only before update or delete on index.basket for each row execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on index.publication for each statement execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on index.cell for each statement execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on index.record for each statement execute function kernel.forbid_change();
