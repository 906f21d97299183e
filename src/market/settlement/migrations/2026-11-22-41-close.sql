-- The close of a day: statements and bills, corrections, bank files, payments.

alter table settlement.day add column closing_name text;

create table settlement.reversal (
  id uuid primary key,
  sale_id uuid not null references settlement.sale,
  reason text not null check (length(btrim(reason)) between 2 and 300),
  goods text not null check (goods in ('returned', 'written_off')),
  state text not null default 'proposed' check (state in ('proposed', 'confirmed', 'rejected')),
  proposed_at timestamptz not null,
  proposed_by uuid not null references kernel.account,
  proposed_name text not null,
  decided_at timestamptz,
  decided_by uuid references kernel.account,
  decided_name text,
  -- The day whose statements carry the correction.
  business_date date references settlement.day,
  posting_set_id uuid unique references kernel.posting_set,
  check ((state = 'proposed') = (decided_by is null) and (state = 'proposed') = (decided_at is null)),
  check ((state = 'confirmed') = (business_date is not null) and (state = 'confirmed') = (posting_set_id is not null)),
  constraint second_pair_of_eyes check (state <> 'confirmed' or decided_by <> proposed_by)
);
create unique index reversal_once on settlement.reversal (sale_id) where state <> 'rejected';
create index reversal_by_day on settlement.reversal (business_date);
create index reversal_open on settlement.reversal (proposed_at) where state = 'proposed';

create function settlement.reversal_is_decided_once() returns trigger language plpgsql as $$
declare
  closed_through date;
begin
  if tg_op = 'DELETE' then raise exception 'append_only: a reversal is never removed'; end if;
  if old.state <> 'proposed' then raise exception 'append_only: reversal % was decided before', old.id; end if;
  if (new.id, new.sale_id, new.reason, new.goods, new.proposed_at, new.proposed_by, new.proposed_name) is distinct from (old.id, old.sale_id, old.reason, old.goods, old.proposed_at, old.proposed_by, old.proposed_name) then
    raise exception 'append_only: what was proposed stays as it was';
  end if;
  if new.state = 'confirmed' then
    perform pg_advisory_xact_lock_shared(settlement.gate());
    select max(business_date) into closed_through from settlement.day where state <> 'open';
    if new.business_date <= closed_through then raise exception 'day_closed: % is closed', new.business_date using errcode = '40001'; end if;
  end if;
  return new;
end $$;
create trigger decided_once before update or delete on settlement.reversal for each row execute function settlement.reversal_is_decided_once();

-- Who still has to get a statement or a bill of a day that is being closed; made when the close begins, ticked off step by step.
create table settlement.close_task (
  business_date date not null references settlement.day,
  side text not null check (side in ('seller', 'buyer')),
  n integer not null,
  party_id uuid not null references kernel.party,
  sales integer not null,
  done boolean not null default false,
  primary key (business_date, side, party_id),
  unique (business_date, side, n)
);
create index close_task_left on settlement.close_task (business_date, side, n) where not done;

-- A grower's statement (seller) or a buyer's bill (buyer) of one day. All amounts in minor units.
create table settlement.statement (
  id uuid primary key,
  no text not null unique,
  side text not null check (side in ('seller', 'buyer')),
  business_date date not null references settlement.day,
  party_id uuid not null references kernel.party,
  currency text not null,
  sales integer not null check (sales >= 0),
  quantity bigint not null check (quantity >= 0),
  -- Sales of the day that were not taken back on the same day.
  gross bigint not null check (gross >= 0),
  corrections integer not null check (corrections >= 0),
  -- Sales of earlier days taken back on this day; zero or negative.
  corrected bigint not null check (corrected <= 0),
  fees bigint not null,
  packaging bigint not null,
  total bigint not null,
  -- What an earlier day left below zero, and what this one leaves.
  carried_in bigint not null check (carried_in <= 0),
  due bigint not null check (due >= 0),
  carried_out bigint not null check (carried_out <= 0),
  created_at timestamptz not null,
  unique (side, business_date, party_id),
  constraint statement_adds_up check (total = gross + corrected + case side when 'seller' then -(fees + packaging) else fees + packaging end),
  constraint statement_carries check (total + carried_in = due + carried_out and (due = 0 or carried_out = 0))
);
create index statement_by_party on settlement.statement (party_id, side, business_date);
create index statement_by_day on settlement.statement (business_date, side, no);
create trigger append_only before update or delete on settlement.statement for each row execute function kernel.forbid_change();

-- Fees line by line with everything needed to compute them again.
create table settlement.charge (
  statement_id uuid not null references settlement.statement,
  n integer not null,
  -- Null for the day itself; else the earlier day whose fees are computed anew because a sale was taken back.
  corrects date,
  code text not null,
  zh text not null,
  en text not null,
  account text not null check (account in ('fee', 'packaging')),
  basis text not null check (basis in ('rate_on_gross', 'per_unit', 'per_lot', 'per_transaction', 'per_day')),
  value bigint not null,
  min_minor bigint,
  max_minor bigint,
  channel text,
  example boolean not null,
  gross bigint not null,
  units bigint not null,
  lots integer not null,
  transactions integer not null,
  basis_amount bigint not null,
  computed bigint not null,
  limited text not null check (limited in ('none', 'min', 'max')),
  charged bigint not null check (charged >= 0),
  was bigint not null default 0 check (was >= 0),
  amount bigint not null,
  primary key (statement_id, n),
  constraint charge_is_the_change check (amount = charged - was),
  check (corrects is not null or was = 0)
);
create trigger append_only before update or delete on settlement.charge for each row execute function kernel.forbid_change();

create table settlement.bank_file (
  id uuid primary key,
  no text not null unique,
  kind text not null check (kind in ('payout', 'debit')),
  business_date date not null references settlement.day,
  n integer not null check (n > 0),
  currency text not null,
  lines integer not null check (lines > 0),
  total bigint not null check (total > 0),
  made_at timestamptz not null,
  made_by uuid references kernel.account,
  made_name text not null,
  unique (business_date, kind, n)
);
create trigger append_only before update or delete on settlement.bank_file for each row execute function kernel.forbid_change();

-- Name, bank and account as they were when the file was made: a file that went to the bank never changes.
create table settlement.bank_line (
  file_id uuid not null references settlement.bank_file,
  line integer not null,
  statement_id uuid not null references settlement.statement,
  party_id uuid not null references kernel.party,
  name text not null,
  bank_name text not null,
  bank_account text not null check (bank_account ~ '^\d{8,30}$'),
  amount bigint not null check (amount > 0),
  failed_at timestamptz,
  failure text check (length(failure) <= 200),
  primary key (file_id, line),
  check ((failed_at is null) = (failure is null))
);
-- A statement is under way at the bank at most once.
create unique index bank_line_live on settlement.bank_line (statement_id) where failed_at is null;

create function settlement.bank_line_only_fails() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.failed_at is not null or
     (new.file_id, new.line, new.statement_id, new.party_id, new.name, new.bank_name, new.bank_account, new.amount)
       is distinct from (old.file_id, old.line, old.statement_id, old.party_id, old.name, old.bank_name, old.bank_account, old.amount) then
    raise exception 'append_only: a line of a bank file can only be marked as failed, once';
  end if;
  return new;
end $$;
create trigger only_fails before update or delete on settlement.bank_line for each row execute function settlement.bank_line_only_fails();

create table settlement.payment (
  statement_id uuid primary key references settlement.statement,
  at timestamptz not null,
  business_date date not null,
  amount bigint not null check (amount > 0),
  reference text not null default '' check (length(reference) <= 80),
  account_id uuid references kernel.account,
  posting_set_id uuid not null unique references kernel.posting_set
);
create trigger append_only before update or delete on settlement.payment for each row execute function kernel.forbid_change();

-- The first and the present grade of a lot, heard from the grading desk, for the grade column of a statement.
create table settlement.lot_grade (
  lot_id uuid primary key references kernel.lot,
  first text not null,
  latest text not null
);

-- What the stock and the ledger say about our days. Read-only by their shape (joins and sums cannot be written through).
create view settlement.sale_books as
  select s.id as sale_id, s.business_date, s.lot_no, s.quantity, s.price, s.gross,
    m.quantity as moved,
    (select sum(p.amount) from kernel.posting p join kernel.ledger_account a on a.id = p.ledger_account_id
      where p.set_id = s.posting_set_id and a.code = 'buyer_receivable' and a.party_id = s.buyer_id)::bigint as receivable,
    (select sum(p.amount) from kernel.posting p join kernel.ledger_account a on a.id = p.ledger_account_id
      where p.set_id = s.posting_set_id and a.code = 'grower_payable' and a.party_id = s.grower_id)::bigint as payable
  from settlement.sale s
  left join lateral (
    select sum(quantity)::bigint as quantity from kernel.lot_movement
    where lot_id = s.lot_id and kind in ('sale', 'direct_sale') and cause = s.cause and cause_id = s.cause_id
  ) m on true;

create view settlement.reversal_books as
  select r.id as reversal_id, r.business_date, s.id as sale_id, s.lot_no, s.quantity, s.gross,
    (select sum(m.quantity) from kernel.lot_movement m
      where m.lot_id = s.lot_id and m.kind = 'return_in' and m.cause = 'settlement.reversal' and m.cause_id = r.id::text)::bigint as returned,
    (select sum(p.amount) from kernel.posting p join kernel.ledger_account a on a.id = p.ledger_account_id
      where p.set_id = r.posting_set_id and a.code = 'buyer_receivable' and a.party_id = s.buyer_id)::bigint as receivable,
    (select sum(p.amount) from kernel.posting p join kernel.ledger_account a on a.id = p.ledger_account_id
      where p.set_id = r.posting_set_id and a.code = 'grower_payable' and a.party_id = s.grower_id)::bigint as payable
  from settlement.reversal r join settlement.sale s on s.id = r.sale_id
  where r.state = 'confirmed';

create view settlement.lot_outflow as
  select l.id as lot_id, l.no as lot_no, l.business_date,
    coalesce((select sum(m.quantity) from kernel.lot_movement m where m.lot_id = l.id and m.kind in ('sale', 'direct_sale')), 0)::bigint as moved,
    coalesce((select sum(s.quantity) from settlement.sale s where s.lot_id = l.id), 0)::bigint as sold
  from kernel.lot l;

create view settlement.ledger_of_day as
  select ps.business_date, ps.kind, a.code, p.currency, sum(p.amount)::bigint as amount, count(*) as postings
  from kernel.posting_set ps
  join kernel.posting p on p.set_id = ps.id
  join kernel.ledger_account a on a.id = p.ledger_account_id
  group by ps.business_date, ps.kind, a.code, p.currency;

create view settlement.posted_sale as
  select ps.id as set_id, ps.business_date, ps.memo, s.id as sale_id,
    (select sum(p.amount) from kernel.posting p where p.set_id = ps.id and p.amount > 0)::bigint as amount
  from kernel.posting_set ps left join settlement.sale s on s.posting_set_id = ps.id
  where ps.kind = 'sale';
