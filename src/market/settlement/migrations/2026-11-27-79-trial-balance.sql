-- Debits and credits of an account on a day, for the trial balance of a month. Read-only by its shape.
create view settlement.account_of_day as
  select ps.business_date, a.code, p.currency,
    coalesce(sum(p.amount) filter (where p.amount > 0), 0)::bigint as debit,
    coalesce(sum(p.amount) filter (where p.amount < 0), 0)::bigint as credit
  from kernel.posting_set ps join kernel.posting p on p.set_id = ps.id join kernel.ledger_account a on a.id = p.ledger_account_id
  group by ps.business_date, a.code, p.currency;

-- The order in which things were done to a month.
alter table settlement.month_step add column n bigint generated always as identity;

-- As with a closed day: whoever chose the date before the month was closed is run again and chooses anew.
create or replace function settlement.posting_joins_open_month() returns trigger language plpgsql as $$
declare
  closed_through date;
begin
  perform pg_advisory_xact_lock_shared(settlement.month_gate());
  select max(last_day) into closed_through from settlement.month where state = 'closed';
  if new.business_date <= closed_through then
    raise exception 'month_closed: % lies in a month that is closed', new.business_date using errcode = '40001';
  end if;
  return new;
end $$;
