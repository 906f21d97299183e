-- An instruction ledger: it says who owes whom, it never holds anybody's money.

create table kernel.ledger_account (
  id uuid primary key,
  code text not null,
  party_id uuid references kernel.party,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  unique nulls not distinct (code, party_id, currency)
);
create index ledger_account_party on kernel.ledger_account (party_id);

create table kernel.posting_set (
  id uuid primary key,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  business_date date not null,
  kind text not null,
  -- The fact that caused the posting; the same fact is posted once.
  cause text not null,
  cause_id text not null,
  memo text not null default '',
  account_id uuid,
  reverses uuid unique references kernel.posting_set,
  unique (kind, cause, cause_id)
);
create index posting_set_day on kernel.posting_set (business_date);

create table kernel.posting (
  set_id uuid not null references kernel.posting_set,
  line integer not null,
  ledger_account_id uuid not null references kernel.ledger_account,
  currency text not null,
  -- Integer minor units; a debit is positive, a credit negative.
  amount bigint not null check (amount <> 0),
  primary key (set_id, line)
);
create index posting_by_account on kernel.posting (ledger_account_id);
create trigger append_only before update or delete on kernel.posting_set for each row execute function kernel.forbid_change();
create trigger append_only before update or delete on kernel.posting for each row execute function kernel.forbid_change();

create function kernel.posting_joins_open_set() returns trigger language plpgsql as $$
begin
  if (select xid from kernel.posting_set where id = new.set_id) <> pg_current_xact_id() then
    raise exception 'posting_set_closed: % was written by an earlier transaction', new.set_id;
  end if;
  if (select currency from kernel.ledger_account where id = new.ledger_account_id) <> new.currency then
    raise exception 'posting_currency: % does not fit the account', new.currency;
  end if;
  return new;
end $$;
create trigger joins_open_set before insert on kernel.posting for each row execute function kernel.posting_joins_open_set();

create function kernel.posting_set_balances() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from kernel.posting where set_id = new.id)
     or exists (select 1 from kernel.posting where set_id = new.id group by currency having sum(amount) <> 0) then
    raise exception 'posting_set_unbalanced: % does not sum to zero', new.id;
  end if;
  return null;
end $$;
create constraint trigger balances after insert on kernel.posting_set
  deferrable initially deferred for each row execute function kernel.posting_set_balances();

-- How far a party may owe. held: promised but not yet bought; used: bought and not yet paid.
create table kernel.credit_line (
  party_id uuid not null references kernel.party,
  currency text not null,
  credit_limit bigint not null default 0 check (credit_limit >= 0),
  held bigint not null default 0 check (held >= 0),
  used bigint not null default 0 check (used >= 0),
  primary key (party_id, currency),
  constraint never_over_credit check (held + used <= credit_limit)
);

create table kernel.credit_movement (
  id bigint generated always as identity primary key,
  party_id uuid not null,
  currency text not null,
  kind text not null check (kind in ('limit', 'hold', 'release', 'capture', 'repay')),
  amount bigint not null check (amount >= 0),
  cause text not null,
  cause_id text not null,
  account_id uuid,
  at timestamptz not null,
  foreign key (party_id, currency) references kernel.credit_line,
  unique (party_id, kind, cause, cause_id)
);
create trigger append_only before update or delete on kernel.credit_movement for each row execute function kernel.forbid_change();

create function kernel.apply_credit() returns trigger language plpgsql as $$
begin
  perform set_config('hualian.moving', '1', true);
  update kernel.credit_line set
    credit_limit = case when new.kind = 'limit' then new.amount else credit_limit end,
    held = held + case new.kind when 'hold' then new.amount when 'release' then -new.amount when 'capture' then -new.amount else 0 end,
    used = used + case new.kind when 'capture' then new.amount when 'repay' then -new.amount else 0 end
  where party_id = new.party_id and currency = new.currency;
  perform set_config('hualian.moving', '', true);
  return null;
end $$;
create trigger apply after insert on kernel.credit_movement for each row execute function kernel.apply_credit();

create function kernel.guard_credit() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if (new.credit_limit, new.held, new.used) is distinct from (0::bigint, 0::bigint, 0::bigint) then
      raise exception 'credit_moves_by_movement: a credit line starts at zero';
    end if;
  elsif current_setting('hualian.moving', true) is distinct from '1' then
    raise exception 'credit_moves_by_movement: write a movement instead';
  end if;
  return new;
end $$;
create trigger guard before insert or update on kernel.credit_line for each row execute function kernel.guard_credit();

create table kernel.fee_line (
  id uuid primary key,
  code text not null,
  zh text not null,
  en text not null,
  payer text not null check (payer in ('seller', 'buyer')),
  basis text not null check (basis in ('rate_on_gross', 'per_unit', 'per_lot', 'per_transaction', 'per_day')),
  -- Millionths of the gross for a rate, else minor units.
  value bigint not null check (value >= 0),
  min_minor bigint check (min_minor >= 0),
  max_minor bigint check (max_minor >= 0),
  channel text,
  currency text not null,
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  example boolean not null default false
);
