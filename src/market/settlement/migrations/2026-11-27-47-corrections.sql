-- Free corrections: an amount with a reason, from and to a party's paper or the market's adjustment account.
create table settlement.correction (
  id uuid primary key,
  no text not null unique,
  at timestamptz not null,
  proposed_on date not null,
  payer_id uuid references kernel.party,
  payer_side text check (payer_side in ('seller', 'buyer')),
  payee_id uuid references kernel.party,
  payee_side text check (payee_side in ('seller', 'buyer')),
  amount bigint not null check (amount > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  reason text not null check (length(btrim(reason)) between 2 and 160),
  -- The correction this one takes back.
  corrects uuid references settlement.correction,
  -- Filled in by the database: the limit of the day, and whether a second person is needed.
  limit_at bigint not null default 0,
  needs_second boolean not null default true,
  state text not null default 'proposed' check (state in ('proposed', 'confirmed', 'rejected')),
  proposed_by uuid not null references kernel.account,
  proposed_name text not null,
  decided_at timestamptz,
  decided_by uuid references kernel.account,
  decided_name text,
  business_date date references settlement.day,
  transfer_id uuid unique references settlement.transfer,
  check ((payer_id is null) = (payer_side is null) and (payee_id is null) = (payee_side is null)),
  constraint correction_between_two check (payer_id is distinct from payee_id),
  check ((state = 'proposed') = (decided_by is null) and (state = 'proposed') = (decided_at is null)),
  check ((state = 'confirmed') = (transfer_id is not null) and (state = 'confirmed') = (business_date is not null)),
  constraint correction_second_pair_of_eyes check (state <> 'confirmed' or not needs_second or decided_by <> proposed_by)
);
create unique index correction_taken_back_once on settlement.correction (corrects) where state <> 'rejected';
create index correction_open on settlement.correction (at) where state = 'proposed';
create index correction_by_day on settlement.correction (proposed_on, proposed_by);

create function settlement.correction_is_judged() returns trigger language plpgsql as $$
declare
  alone bigint;
begin
  -- One after another for each person, so that two small ones at once cannot both slip under the limit.
  perform pg_advisory_xact_lock(7240472, hashtext(new.proposed_by::text));
  select coalesce((select correction_limit from settlement.money_rule where valid_from <= new.proposed_on order by valid_from desc, id desc limit 1), 0) into new.limit_at;
  -- What the same person has booked alone for the same parties on the same day counts together: a sum is not cut into small ones.
  select coalesce(sum(c.amount), 0) into alone from settlement.correction c
    where c.proposed_by = new.proposed_by and c.proposed_on = new.proposed_on and c.state = 'confirmed' and c.decided_by = c.proposed_by
      and (c.payer_id in (new.payer_id, new.payee_id) or c.payee_id in (new.payer_id, new.payee_id));
  new.needs_second := alone + new.amount >= new.limit_at;
  return new;
end $$;
create trigger is_judged before insert on settlement.correction for each row execute function settlement.correction_is_judged();

create function settlement.correction_is_decided_once() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception 'append_only: a correction is never removed'; end if;
  if old.state <> 'proposed' then raise exception 'append_only: correction % was decided before', old.no; end if;
  if (new.id, new.no, new.at, new.proposed_on, new.payer_id, new.payer_side, new.payee_id, new.payee_side, new.amount, new.currency, new.reason, new.corrects, new.limit_at, new.needs_second, new.proposed_by, new.proposed_name)
    is distinct from (old.id, old.no, old.at, old.proposed_on, old.payer_id, old.payer_side, old.payee_id, old.payee_side, old.amount, old.currency, old.reason, old.corrects, old.limit_at, old.needs_second, old.proposed_by, old.proposed_name) then
    raise exception 'append_only: what was proposed stays as it was';
  end if;
  if new.state = 'confirmed' and not exists (
    select from settlement.transfer t where t.id = new.transfer_id and t.kind = 'correction' and t.amount = new.amount and t.currency = new.currency
      and t.payer_id is not distinct from new.payer_id and t.payee_id is not distinct from new.payee_id) then
    raise exception 'correction_books_its_transfer: % has another one', new.no;
  end if;
  return new;
end $$;
create trigger decided_once before update or delete on settlement.correction for each row execute function settlement.correction_is_decided_once();
