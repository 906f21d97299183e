-- Debits and credits of an account on a day, for the trial balance of a month. Read-only by its shape.
create view settlement.account_of_day as
  select ps.business_date, a.code, p.currency,
    coalesce(sum(p.amount) filter (where p.amount > 0), 0)::bigint as debit,
    coalesce(sum(p.amount) filter (where p.amount < 0), 0)::bigint as credit
  from kernel.posting_set ps join kernel.posting p on p.set_id = ps.id join kernel.ledger_account a on a.id = p.ledger_account_id
  group by ps.business_date, a.code, p.currency;
