-- Payments that are taken back, months that are closed, and what the bank's statement says of them.

-- A payment taken back: the bank returned it, or it was noted by mistake. The row moves here from `payment`, in the same transaction.
create table settlement.payment_taken_back (
  id uuid primary key,
  statement_id uuid not null references settlement.statement,
  at timestamptz not null,
  business_date date not null,
  amount bigint not null check (amount > 0),
  paid_at timestamptz not null,
  paid_on date not null,
  reference text not null,
  payment_set_id uuid not null unique references kernel.posting_set,
  posting_set_id uuid not null unique references kernel.posting_set,
  reason text not null check (length(btrim(reason)) between 2 and 300),
  account_id uuid references kernel.account,
  account_name text not null
);
create index payment_taken_back_by_statement on settlement.payment_taken_back (statement_id);
create trigger append_only before update or delete on settlement.payment_taken_back for each row execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on settlement.payment_taken_back for each statement execute function kernel.forbid_change();

create function settlement.payment_moves_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and exists (select from settlement.payment_taken_back b where b.payment_set_id = old.posting_set_id and b.statement_id = old.statement_id and b.amount = old.amount) then
    return old;
  end if;
  raise exception 'append_only: a payment is never changed; it is taken back with a reason';
end $$;
drop trigger append_only on settlement.payment;
create trigger moves_only before update or delete on settlement.payment for each row execute function settlement.payment_moves_only();

-- A paid day is open for payments again when one of its payments was taken back; it never goes back further.
create or replace function settlement.day_goes_forward() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception 'day_goes_forward: % is never removed', old.business_date; end if;
  if new.business_date <> old.business_date or new.currency <> old.currency then raise exception 'day_goes_forward: date and currency stay'; end if;
  if (old.state, new.state) not in (('open', 'open'), ('open', 'closing'), ('closing', 'closing'), ('closing', 'closed'), ('closed', 'closed'), ('closed', 'paid'), ('paid', 'paid')) then
    if (old.state, new.state) <> ('paid', 'closed') or not exists (
      select from settlement.statement s where s.business_date = old.business_date and s.due > 0 and not exists (select from settlement.payment p where p.statement_id = s.id)
    ) then
      raise exception 'day_goes_forward: % cannot go from % to %', old.business_date, old.state, new.state;
    end if;
  end if;
  if old.state <> 'open' and (new.fee_sheet, new.closing_at, new.closing_by) is distinct from (old.fee_sheet, old.closing_at, old.closing_by) then
    raise exception 'day_goes_forward: the close of % has begun with another fee sheet', old.business_date;
  end if;
  return new;
end $$;

-- What the bank's statements say of a month, as the bank module tells it in the transaction that changed it.
create table settlement.bank_month (
  account_id uuid not null,
  month date not null check (extract(day from month) = 1),
  label text not null,
  through date not null,
  lines integer not null,
  open_lines integer not null check (open_lines >= 0),
  open_amount bigint not null,
  at timestamptz not null,
  primary key (account_id, month)
);

-- The months, closed by one person and confirmed by another; what the report said, and its hash.
create table settlement.month (
  month date primary key check (extract(day from month) = 1),
  last_day date not null,
  currency text not null,
  state text not null check (state in ('proposed', 'closed', 'reopened')),
  -- Points of the checklist that were left open knowingly, each with its reason.
  waived jsonb not null default '[]',
  report jsonb,
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  proposed_at timestamptz not null,
  proposed_by uuid not null references kernel.account,
  proposed_name text not null,
  closed_at timestamptz,
  closed_by uuid references kernel.account,
  closed_name text,
  -- A reopening waits here for its second person.
  reopen_at timestamptz,
  reopen_by uuid references kernel.account,
  reopen_name text,
  reopen_why text check (length(btrim(reopen_why)) between 2 and 300),
  check (last_day = (month + interval '1 month')::date - 1),
  constraint month_second_pair_of_eyes check (state <> 'closed' or closed_by <> proposed_by),
  check (state <> 'closed' or (report is not null and sha256 is not null and closed_at is not null and closed_name is not null)),
  check (num_nulls(reopen_at, reopen_by, reopen_name, reopen_why) in (0, 4))
);

-- Everything that was done to a month: who, when, why; the report that was withdrawn stays readable.
create table settlement.month_step (
  id uuid primary key,
  month date not null references settlement.month,
  at timestamptz not null,
  kind text not null check (kind in ('proposed', 'withdrawn', 'closed', 'reopen_proposed', 'reopen_withdrawn', 'reopened')),
  account_id uuid not null references kernel.account,
  account_name text not null,
  reason text not null default '' check (length(reason) <= 300),
  report jsonb,
  sha256 text
);
create index month_step_by_month on settlement.month_step (month, at);
create trigger append_only before update or delete on settlement.month_step for each row execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on settlement.month_step for each statement execute function kernel.forbid_change();

create function settlement.month_is_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception 'month_is_kept: % is never removed', old.month; end if;
  if new.month <> old.month or new.currency <> old.currency then raise exception 'month_is_kept: month and currency stay'; end if;
  if old.state = 'closed' then
    if new.state = 'closed' and to_jsonb(new) - array['reopen_at', 'reopen_by', 'reopen_name', 'reopen_why'] is distinct from to_jsonb(old) - array['reopen_at', 'reopen_by', 'reopen_name', 'reopen_why'] then
      raise exception 'month_is_kept: the report of % stays as it was confirmed', old.month;
    end if;
    if new.state = 'proposed' then raise exception 'month_is_kept: % is closed', old.month; end if;
    if new.state = 'reopened' and (old.reopen_by is null or not exists (
      select from settlement.month_step s where s.month = old.month and s.kind = 'reopened' and s.at >= old.reopen_at and s.account_id <> old.reopen_by)) then
      raise exception 'month_is_kept: % is reopened by two people', old.month;
    end if;
  end if;
  return new;
end $$;
create trigger is_kept before update or delete on settlement.month for each row execute function settlement.month_is_kept();

-- Taken shared by every posting and alone by the start and the end of a month's close.
create function settlement.month_gate() returns integer language sql immutable as $$ select 7240473 $$;

create function settlement.posting_joins_open_month() returns trigger language plpgsql as $$
declare
  closed_through date;
begin
  perform pg_advisory_xact_lock_shared(settlement.month_gate());
  select max(last_day) into closed_through from settlement.month where state = 'closed';
  if new.business_date <= closed_through then
    raise exception 'month_closed: % lies in a month that is closed', new.business_date using errcode = '23514';
  end if;
  return new;
end $$;
create trigger joins_open_month before insert on kernel.posting_set for each row execute function settlement.posting_joins_open_month();
