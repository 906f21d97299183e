-- The bank's own statements, and how each of their lines was accounted for.

create schema bank;

create table bank.account (
  id uuid primary key,
  label text not null check (length(btrim(label)) between 2 and 60),
  bank_name text not null check (length(bank_name) <= 60),
  number text not null unique check (number ~ '^\d{8,30}$'),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  opened_at timestamptz not null,
  opened_name text not null
);
create trigger append_only before update or delete on bank.account for each row execute function kernel.forbid_change();

create table bank.import (
  id uuid primary key,
  account_id uuid not null references bank.account,
  at timestamptz not null,
  by_account uuid references kernel.account,
  by_name text not null,
  sha256 text not null,
  lines integer not null check (lines > 0),
  known integer not null check (known >= 0),
  from_day date not null,
  to_day date not null,
  opening bigint,
  closing bigint
);
create trigger append_only before update or delete on bank.import for each row execute function kernel.forbid_change();

create table bank.line (
  id uuid primary key,
  account_id uuid not null references bank.account,
  import_id uuid not null references bank.import,
  -- In the order of the books of the bank, through all files.
  n bigint generated always as identity,
  day date not null,
  -- Signed: what came in is positive.
  amount bigint not null check (amount <> 0),
  balance bigint,
  serial text not null default '',
  name text not null default '',
  account text not null default '',
  summary text not null default '',
  remark text not null default '',
  purpose text not null default '',
  -- The bank's serial, or the content's hash, with the number of its occurrence: the same line of another file is the same line.
  identity text not null,
  unique (account_id, identity)
);
create index line_by_day on bank.line (account_id, day, n);
create trigger append_only before update or delete on bank.line for each row execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on bank.line for each statement execute function kernel.forbid_change();

-- One decision about some lines: matched with papers of the books, or explained; taken back with a reason until the month is closed.
create table bank.resolution (
  id uuid primary key,
  -- The order in which decisions were taken.
  n bigint generated always as identity,
  account_id uuid references bank.account,
  kind text not null check (kind in ('matched', 'explained', 'returned', 'noted')),
  rule text not null,
  code text check (code in ('bank_fee', 'interest', 'own_transfer', 'twice', 'rounding', 'deposit', 'refund', 'cash', 'other')),
  reason text not null check (length(btrim(reason)) between 2 and 300),
  -- Bank lines = papers + what is explained beside them.
  lines_sum bigint not null,
  papers_sum bigint not null,
  explained bigint not null,
  automatic boolean not null,
  at timestamptz not null,
  by_account uuid references kernel.account,
  by_name text not null,
  undone_at timestamptz,
  undone_by uuid references kernel.account,
  undone_name text,
  undone_why text check (length(btrim(undone_why)) between 2 and 300),
  constraint resolution_adds_up check (kind = 'noted' or lines_sum = papers_sum + explained),
  check (explained = 0 or code is not null),
  check (num_nulls(undone_at, undone_name, undone_why) in (0, 3))
);

create function bank.only_undone() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception 'append_only: a decision about a bank line is never removed'; end if;
  if old.undone_at is not null or to_jsonb(new) - array['undone_at', 'undone_by', 'undone_name', 'undone_why'] is distinct from to_jsonb(old) - array['undone_at', 'undone_by', 'undone_name', 'undone_why'] then
    raise exception 'append_only: a decision about a bank line can only be taken back, once';
  end if;
  return new;
end $$;
create trigger only_undone before update or delete on bank.resolution for each row execute function bank.only_undone();

-- A line belongs whole to one decision that stands.
create table bank.part (
  resolution_id uuid not null references bank.resolution,
  line_id uuid not null references bank.line,
  undone boolean not null default false,
  primary key (resolution_id, line_id)
);
create unique index part_once on bank.part (line_id) where not undone;

-- What a decision did with a paper: paid it, found it paid, sent it back, took its payment back, or only noted it.
create table bank.settled (
  resolution_id uuid not null references bank.resolution,
  statement_id uuid not null,
  statement_no text not null,
  side text not null check (side in ('seller', 'buyer')),
  party text not null,
  -- As the bank shows it: negative for what is paid out.
  amount bigint not null,
  what text not null check (what in ('paid', 'already_paid', 'failed', 'taken_back', 'noted')),
  undone boolean not null default false,
  primary key (resolution_id, statement_id)
);
create index settled_by_statement on bank.settled (statement_id) where not undone;

create function bank.only_flag() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.undone or not new.undone or to_jsonb(new) - 'undone' is distinct from to_jsonb(old) - 'undone' then
    raise exception 'append_only: what a decision holds is only given free when the decision is taken back';
  end if;
  if not exists (select from bank.resolution r where r.id = new.resolution_id and r.undone_at is not null) then raise exception 'append_only: the decision stands'; end if;
  return new;
end $$;
create trigger only_flag before update or delete on bank.part for each row execute function bank.only_flag();
create trigger only_flag before update or delete on bank.settled for each row execute function bank.only_flag();

-- A paper is answered by one payment of the bank at a time; after one that came back, by another.
create function bank.answered_once() returns trigger language plpgsql as $$
declare
  answers integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('bank.settled ' || new.statement_id::text, 0));
  select coalesce(sum(case what when 'taken_back' then -1 when 'failed' then 0 else 1 end), 0) into answers from bank.settled where statement_id = new.statement_id and not undone;
  if answers > 1 or answers < 0 then raise exception 'answered_once: % is answered by another line', new.statement_no using errcode = '23514'; end if;
  return null;
end $$;
create constraint trigger answered_once after insert or update on bank.settled deferrable initially deferred for each row execute function bank.answered_once();

create view bank.line_state as
  select l.*, p.resolution_id, r.kind, r.rule, r.code, r.reason, r.automatic, r.at as resolved_at, r.by_name as resolved_by, r.lines_sum, r.papers_sum, r.explained,
    case when r.id is null then 'open' when r.kind = 'explained' then 'explained' else 'matched' end as state
  from bank.line l left join bank.part p on p.line_id = l.id and not p.undone left join bank.resolution r on r.id = p.resolution_id;
