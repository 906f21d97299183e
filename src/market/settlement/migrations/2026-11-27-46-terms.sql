-- When a paper is due and by which way it is paid; advances on a day's sales; papers handed to a licensed payer.

-- Dated terms, one line each; a later line ends an earlier one. Without a party it is the market's own default.
create table settlement.term (
  id bigint generated always as identity primary key,
  party_id uuid references kernel.party,
  side text not null check (side in ('seller', 'buyer')),
  -- 'market' gives a party back to the market's default.
  kind text not null check (kind in ('days', 'month_end', 'market')),
  days integer not null check (days between 0 and 365),
  counting text not null check (counting in ('calendar', 'bank')),
  way text not null check (way in ('bank_file', 'split')),
  valid_from date not null,
  reason text not null check (length(btrim(reason)) between 2 and 300),
  at timestamptz not null,
  account_id uuid references kernel.account,
  account_name text not null,
  constraint default_has_figures check (party_id is not null or kind <> 'market')
);
create index term_in_force on settlement.term (side, party_id, valid_from desc, id desc);
create trigger append_only before update or delete on settlement.term for each row execute function kernel.forbid_change();

-- Days on which banks do otherwise than the week says.
create table settlement.bank_day (
  day date primary key,
  open boolean not null,
  note text not null default '' check (length(note) <= 60),
  at timestamptz not null,
  account_name text not null
);

-- What the operator keeps about money, dated; the newest line in force counts.
create table settlement.money_rule (
  id bigint generated always as identity primary key,
  valid_from date not null,
  -- The part of fresh sales that may be paid in advance, in millionths; sales older than this many minutes count whole, and with 0 none does.
  advance_share integer not null check (advance_share between 0 and 1000000),
  advance_after_minutes integer not null check (advance_after_minutes between 0 and 100000),
  -- From this amount on a correction takes a second person; 0 means always.
  correction_limit bigint not null check (correction_limit >= 0),
  reason text not null check (length(btrim(reason)) between 2 and 300),
  at timestamptz not null,
  account_id uuid references kernel.account,
  account_name text not null
);
create index money_rule_in_force on settlement.money_rule (valid_from desc, id desc);
create trigger append_only before update or delete on settlement.money_rule for each row execute function kernel.forbid_change();

alter table settlement.statement add column due_on date;
alter table settlement.statement add column way text not null default 'bank_file' check (way in ('bank_file', 'split'));
-- Papers from before had one term: sellers the next day, buyers the same day.
alter table settlement.statement disable trigger append_only;
update settlement.statement set due_on = business_date + case side when 'seller' then 1 else 0 end;
alter table settlement.statement enable trigger append_only;
alter table settlement.statement alter column due_on set not null;
alter table settlement.statement add constraint due_not_before_day check (due_on >= business_date);
create index statement_by_due on settlement.statement (due_on) where due > 0;

-- The day on which the bank is to execute a file; it holds nothing that is due later.
alter table settlement.bank_file add column value_on date;

alter table settlement.transfer drop constraint transfer_market_account_check;
alter table settlement.transfer add constraint transfer_market_account_check check (market_account in ('fee_income', 'packaging_deposit', 'adjustment', 'advance_due'));

-- Money a seller gets on the day itself, on sales that are booked. It stands on his statement as a transfer.
create table settlement.advance (
  id uuid primary key,
  no text not null unique,
  at timestamptz not null,
  business_date date not null references settlement.day,
  party_id uuid not null references kernel.party,
  currency text not null,
  amount bigint not null check (amount > 0),
  -- What was booked and what could be paid when it was granted.
  booked bigint not null,
  most bigint not null,
  share integer not null,
  way text not null check (way in ('bank_file', 'split')),
  transfer_id uuid not null unique references settlement.transfer,
  state text not null default 'open' check (state in ('open', 'paid', 'failed')),
  done_at timestamptz,
  reference text not null default '' check (length(reference) <= 80),
  failure text check (length(failure) <= 200),
  -- Set when it was paid; or the transfer that gave the amount back to the statement when it failed.
  posting_set_id uuid unique references kernel.posting_set,
  back_transfer_id uuid unique references settlement.transfer,
  account_id uuid references kernel.account,
  account_name text not null,
  constraint advance_within_bounds check (amount <= most and most <= booked),
  check ((state = 'open') = (done_at is null)),
  check ((state = 'paid') = (posting_set_id is not null) and (state = 'failed') = (back_transfer_id is not null) and (state = 'failed') = (failure is not null))
);
create index advance_by_day on settlement.advance (business_date, party_id);
create index advance_open on settlement.advance (at) where state = 'open';

create function settlement.advance_holds() returns trigger language plpgsql as $$
declare
  booked bigint;
  given bigint;
begin
  if tg_op = 'DELETE' then raise exception 'append_only: an advance is never removed'; end if;
  if tg_op = 'UPDATE' then
    if old.state <> 'open' then raise exception 'append_only: advance % has its outcome', old.no; end if;
    if (new.id, new.no, new.at, new.business_date, new.party_id, new.currency, new.amount, new.booked, new.most, new.share, new.way, new.transfer_id)
      is distinct from (old.id, old.no, old.at, old.business_date, old.party_id, old.currency, old.amount, old.booked, old.most, old.share, old.way, old.transfer_id) then
      raise exception 'append_only: what was granted stays as it was';
    end if;
    return new;
  end if;
  -- Locked, so that two advances, or an advance and a reversal, of one day see each other.
  perform from settlement.day where business_date = new.business_date for no key update;
  select coalesce(sum(s.gross), 0) into booked from settlement.sale s
    where s.grower_id = new.party_id and s.business_date = new.business_date and s.money = 'market'
      and not exists (select from settlement.reversal r where r.sale_id = s.id and r.state = 'confirmed');
  select coalesce(sum(a.amount), 0) into given from settlement.advance a where a.party_id = new.party_id and a.business_date = new.business_date and a.state <> 'failed';
  if given + new.amount > booked then
    raise exception 'advance_over_booked: % given and % asked of % booked', given, new.amount, booked using errcode = '23514';
  end if;
  return new;
end $$;
create trigger holds before insert or update or delete on settlement.advance for each row execute function settlement.advance_holds();

-- A paper that is with a licensed payer. It comes back once: paid (then it has its payment) or failed.
create table settlement.handover (
  id uuid primary key,
  statement_id uuid not null references settlement.statement,
  at timestamptz not null,
  simulated boolean not null,
  ended_at timestamptz,
  failure text check (length(failure) <= 200)
);
create unique index handover_live on settlement.handover (statement_id) where ended_at is null;
create function settlement.handover_ends_once() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.ended_at is not null or (new.id, new.statement_id, new.at, new.simulated) is distinct from (old.id, old.statement_id, old.at, old.simulated) then
    raise exception 'append_only: a handover can only end, once';
  end if;
  return new;
end $$;
create trigger ends_once before update or delete on settlement.handover for each row execute function settlement.handover_ends_once();
