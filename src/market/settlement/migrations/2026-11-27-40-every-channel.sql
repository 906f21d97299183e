-- Sales whose money does not pass through the market, and amounts between parties that are no sales.

-- direct: the buyer settles with the seller himself, as at a stall. The market books the sale and its fees, not the price.
alter table settlement.sale add column money text not null default 'market' check (money in ('market', 'direct'));
alter table settlement.reversal add column direct boolean not null default false;
alter table settlement.reversal drop constraint second_pair_of_eyes;
-- A seller takes back his own direct sale alone: it is his own money. The market's money takes a second person.
alter table settlement.reversal add constraint second_pair_of_eyes check (state <> 'confirmed' or decided_by <> proposed_by or direct);

-- An amount one party owes another, or the market, outside a sale: a claim, a commission, a penalty, a deposit.
create table settlement.transfer (
  id uuid primary key,
  at timestamptz not null,
  business_date date not null references settlement.day,
  kind text not null check (kind ~ '^[a-z_]{2,40}$'),
  payer_id uuid references kernel.party,
  payer_side text check (payer_side in ('seller', 'buyer')),
  payee_id uuid references kernel.party,
  payee_side text check (payee_side in ('seller', 'buyer')),
  -- The market's own account when one of the two is the market.
  market_account text check (market_account in ('fee_income', 'packaging_deposit', 'adjustment')),
  amount bigint not null check (amount > 0),
  currency text not null,
  memo text not null check (length(memo) <= 200),
  sale_id uuid references settlement.sale,
  cause text not null,
  cause_id text not null,
  account_id uuid references kernel.account,
  posting_set_id uuid not null unique references kernel.posting_set,
  unique (cause, cause_id),
  check ((payer_id is null) = (payer_side is null) and (payee_id is null) = (payee_side is null)),
  constraint transfer_has_two_ends check (num_nonnulls(payer_id, payee_id, market_account) = 2),
  constraint transfer_between_two check (payer_id is distinct from payee_id)
);
create index transfer_by_day on settlement.transfer (business_date, id);
create index transfer_by_payer on settlement.transfer (payer_id, business_date);
create index transfer_by_payee on settlement.transfer (payee_id, business_date);
create trigger append_only before update or delete on settlement.transfer for each row execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on settlement.transfer for each statement execute function kernel.forbid_change();
create trigger joins_open_day before insert on settlement.transfer for each row execute function settlement.sale_joins_open_day();

-- Money that went from a customer to a seller directly, as the seller says; negative when it was given back.
create table settlement.receipt (
  id uuid primary key,
  at timestamptz not null,
  business_date date not null,
  payer_id uuid not null references kernel.party,
  payee_id uuid not null references kernel.party,
  -- allowance: nothing was paid, the seller let it go (rounding off, a rebate).
  method text not null check (method in ('cash', 'wechat', 'alipay', 'bank', 'card', 'other', 'allowance')),
  amount bigint not null check (amount <> 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  memo text not null default '' check (length(memo) <= 200),
  cause text not null,
  cause_id text not null,
  account_id uuid references kernel.account,
  posting_set_id uuid not null unique references kernel.posting_set,
  unique (cause, cause_id),
  check (payer_id <> payee_id)
);
create index receipt_by_payee on settlement.receipt (payee_id, business_date);
create index receipt_by_payer on settlement.receipt (payer_id, payee_id);
create trigger append_only before update or delete on settlement.receipt for each row execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on settlement.receipt for each statement execute function kernel.forbid_change();

alter table settlement.statement add column direct bigint not null default 0;
alter table settlement.statement add column transfers bigint not null default 0;
alter table settlement.statement drop constraint statement_adds_up;
alter table settlement.statement add constraint statement_adds_up
  check (total = gross + corrected - direct + transfers + case side when 'seller' then -(fees + packaging) else fees + packaging end);

-- Each transfer as it changes a paper of either side: a seller's is what he gets, a buyer's what he pays.
create view settlement.transfer_end as
  select id, business_date, payee_side as side, payee_id as party_id, payer_id as other_id, case payee_side when 'seller' then amount else -amount end as amount
    from settlement.transfer where payee_id is not null
  union all
  select id, business_date, payer_side, payer_id, payee_id, case payer_side when 'seller' then -amount else amount end
    from settlement.transfer where payer_id is not null;

-- What the ledger says of direct sales, their reversals and of transfers, one by one.
create view settlement.direct_books as
  select f.business_date, f.id, f.sale_id, f.subject, f.amount,
    (select sum(p.amount) from kernel.posting_set ps join kernel.posting p on p.set_id = ps.id join kernel.ledger_account a on a.id = p.ledger_account_id
      where ps.kind = f.kind and ps.cause = f.cause and ps.cause_id = f.id::text and ps.business_date = f.business_date
        and a.code = 'direct_owed' and a.party_id = f.buyer_id and a.with_id = f.grower_id)::bigint as posted
  from (
    select s.business_date, s.id, s.id as sale_id, s.lot_no as subject, s.gross as amount, 'direct' as kind, 'settlement.sale' as cause, s.buyer_id, s.grower_id
      from settlement.sale s where s.money = 'direct'
    union all
    select r.business_date, r.id, s.id, s.lot_no, -s.gross, 'direct_reversal', 'settlement.reversal', s.buyer_id, s.grower_id
      from settlement.reversal r join settlement.sale s on s.id = r.sale_id where s.money = 'direct' and r.state = 'confirmed'
  ) f;

create view settlement.transfer_books as
  select e.business_date, e.id, e.side, e.party_id, t.memo, e.amount,
    (select sum(p.amount) from kernel.posting p join kernel.ledger_account a on a.id = p.ledger_account_id
      where p.set_id = t.posting_set_id and a.code = case e.side when 'seller' then 'grower_payable' else 'buyer_receivable' end and a.party_id = e.party_id)::bigint
      * case e.side when 'seller' then -1 else 1 end as posted
  from settlement.transfer_end e join settlement.transfer t on t.id = e.id;
