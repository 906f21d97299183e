-- What was given back on a sale after a complaint. The sale's price bounds it, and a sale is either refunded in part or taken back.
create table settlement.claim_refund (
  claim_id uuid primary key,
  sale_id uuid not null references settlement.sale,
  at timestamptz not null,
  amount bigint not null check (amount > 0),
  -- One of the two: through the papers of the market, or as an allowance where the two settle with each other.
  transfer_id uuid unique references settlement.transfer,
  receipt_id uuid unique references settlement.receipt,
  check (num_nonnulls(transfer_id, receipt_id) = 1)
);
create index claim_refund_by_sale on settlement.claim_refund (sale_id);
create trigger append_only before update or delete on settlement.claim_refund for each row execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on settlement.claim_refund for each statement execute function kernel.forbid_change();

create function settlement.refund_within_sale() returns trigger language plpgsql as $$
declare
  most bigint;
  given bigint;
begin
  -- Locked, so that two refunds, or a refund and a reversal, of one sale see each other.
  select gross into most from settlement.sale where id = new.sale_id for no key update;
  select coalesce(sum(amount), 0) into given from settlement.claim_refund where sale_id = new.sale_id;
  if given + new.amount > most then
    raise exception 'refund_within_sale: % given back and % asked of %', given, new.amount, most using errcode = '23514';
  end if;
  if exists (select from settlement.reversal where sale_id = new.sale_id and state = 'confirmed') then
    raise exception 'refund_within_sale: sale % was taken back', new.sale_id using errcode = '23514';
  end if;
  return new;
end $$;
create trigger within_sale before insert on settlement.claim_refund for each row execute function settlement.refund_within_sale();

create function settlement.reversal_without_refund() returns trigger language plpgsql as $$
begin
  if new.state = 'confirmed' then
    perform from settlement.sale where id = new.sale_id for no key update;
    if exists (select from settlement.claim_refund where sale_id = new.sale_id) then
      raise exception 'reversal_without_refund: sale % was refunded in part', new.sale_id using errcode = '23514';
    end if;
  end if;
  return new;
end $$;
create trigger without_refund before update on settlement.reversal for each row execute function settlement.reversal_without_refund();
