-- What a buyer's tax software needs to write purchase invoices for goods bought from growers: the growers' declarations, and the files handed out.

-- A grower says that what he sells under this market's name for him is his own production. It is dated, has a scope, and ends; it is never changed.
create table settlement.declaration (
  id uuid primary key,
  party_id uuid not null references kernel.party,
  given_at timestamptz not null,
  given_on date not null,
  valid_from date not null,
  valid_to date not null,
  -- Empty: everything he grows. Else the categories of goods it speaks of.
  categories text[] not null,
  goods text not null check (length(btrim(goods)) between 2 and 120),
  place text not null check (length(btrim(place)) between 2 and 120),
  -- In full for the file alone; every screen shows the mask.
  citizen_id text not null check (citizen_id ~ '^\d{17}[\dX]$'),
  citizen_masked text not null,
  -- Where the signed paper is kept, when the desk wrote it down for him.
  paper text check (length(btrim(paper)) between 2 and 120),
  account_id uuid references kernel.account,
  account_name text not null,
  delegate boolean not null,
  ended_at timestamptz,
  ended_on date,
  ended_by uuid references kernel.account,
  ended_name text,
  ended_why text check (length(btrim(ended_why)) between 2 and 300),
  -- True when it should never have been given: then it covers no day at all.
  wrong boolean not null default false,
  check (valid_to >= valid_from and valid_to <= valid_from + 731),
  check (num_nulls(ended_at, ended_on, ended_name, ended_why) in (0, 4)),
  check (not wrong or ended_at is not null)
);
create unique index declaration_live on settlement.declaration (party_id) where ended_at is null;
create index declaration_by_party on settlement.declaration (party_id, given_at);

create function settlement.declaration_only_ends() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception 'append_only: a declaration is never removed'; end if;
  if old.ended_at is not null or to_jsonb(new) - array['ended_at', 'ended_on', 'ended_by', 'ended_name', 'ended_why', 'wrong']
      is distinct from to_jsonb(old) - array['ended_at', 'ended_on', 'ended_by', 'ended_name', 'ended_why', 'wrong'] then
    raise exception 'append_only: a declaration can only be ended, once';
  end if;
  return new;
end $$;
create trigger only_ends before update or delete on settlement.declaration for each row execute function settlement.declaration_only_ends();

-- What was handed out: the figures and the hash of the file, never the file, which holds identity numbers in full.
create table settlement.voucher_file (
  id uuid primary key,
  no text not null unique,
  buyer_id uuid not null references kernel.party,
  period_from date not null,
  period_to date not null,
  currency text not null,
  format text not null check (format in ('xlsx', 'csv', 'json')),
  lines integer not null check (lines > 0),
  -- Red lines among them: sales taken back, and prices lowered after a complaint.
  red_lines integer not null check (red_lines between 0 and lines),
  goods bigint not null,
  allowances bigint not null check (allowances <= 0),
  lacking_lines integer not null check (lacking_lines >= 0),
  lacking bigint not null,
  -- The goods of the buyer's bills of the period, with which the lines and what lacks agree.
  billed bigint not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  made_at timestamptz not null,
  made_by uuid references kernel.account,
  made_name text not null,
  check (period_to >= period_from),
  constraint voucher_adds_up check (goods + lacking = billed)
);
create index voucher_file_by_buyer on settlement.voucher_file (buyer_id, period_from);
create trigger append_only before update or delete on settlement.voucher_file for each row execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on settlement.voucher_file for each statement execute function kernel.forbid_change();
