-- What one party owes another outside a sale of the market: goods an agent bought for his client, his commission, a rebate.
create table settlement.between_charge (
  id uuid primary key,
  at timestamptz not null,
  business_date date not null references settlement.day,
  kind text not null check (kind ~ '^[a-z_]{2,40}$'),
  debtor_id uuid not null references kernel.party,
  creditor_id uuid not null references kernel.party,
  -- Negative where the debt gets smaller: a rebate, a smaller commission, or a charge that is taken back.
  amount bigint not null check (amount <> 0),
  currency text not null,
  memo text not null check (length(memo) <= 200),
  sale_id uuid references settlement.sale,
  reverses uuid references settlement.between_charge,
  cause text not null,
  cause_id text not null,
  account_id uuid references kernel.account,
  posting_set_id uuid not null unique references kernel.posting_set,
  unique (cause, cause_id),
  constraint charge_between_two check (debtor_id <> creditor_id)
);
create index between_charge_by_day on settlement.between_charge (business_date, id);
create index between_charge_by_two on settlement.between_charge (creditor_id, debtor_id, at);
create index between_charge_reversed on settlement.between_charge (reverses) where reverses is not null;
create trigger append_only before update or delete on settlement.between_charge for each row execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on settlement.between_charge for each statement execute function kernel.forbid_change();
create trigger joins_open_day before insert on settlement.between_charge for each row execute function settlement.sale_joins_open_day();

-- A charge is taken back in one or several parts, never beyond itself, and between the same two.
create function settlement.reversal_within_charge() returns trigger language plpgsql as $$
declare
  first settlement.between_charge;
  back bigint;
begin
  if new.reverses is null then return new; end if;
  -- Locked, so that two who take back the same charge see each other.
  perform from settlement.between_charge where id = new.reverses for update;
  select * into first from settlement.between_charge where id = new.reverses;
  if first.reverses is not null or (first.debtor_id, first.creditor_id, first.currency) is distinct from (new.debtor_id, new.creditor_id, new.currency) or sign(first.amount) = sign(new.amount) then
    raise exception 'reversal_within_charge: % does not fit the charge it takes back', new.amount using errcode = '23514';
  end if;
  select coalesce(sum(amount), 0) into back from settlement.between_charge where reverses = new.reverses;
  if abs(back + new.amount) > abs(first.amount) then
    raise exception 'reversal_within_charge: % taken back and % asked of %', back, new.amount, first.amount using errcode = '23514';
  end if;
  return new;
end $$;
create trigger within_charge before insert on settlement.between_charge for each row execute function settlement.reversal_within_charge();

-- Each charge as the ledger has it on the account of the one who owes.
create view settlement.between_books as
  select c.business_date, c.id, c.memo, c.debtor_id, c.sale_id, c.amount,
    (select sum(p.amount) from kernel.posting p join kernel.ledger_account a on a.id = p.ledger_account_id
      where p.set_id = c.posting_set_id and a.code = 'direct_owed' and a.party_id = c.debtor_id and a.with_id = c.creditor_id)::bigint as posted
  from settlement.between_charge c;
