-- Debts between two parties: a customer and the stall that lets him pay later. The market stands aside; its own accounts stay as they were.

alter table kernel.ledger_account add column with_id uuid references kernel.party;
alter table kernel.ledger_account drop constraint ledger_account_code_party_id_currency_key;
alter table kernel.ledger_account add constraint ledger_account_once unique nulls not distinct (code, party_id, with_id, currency);
alter table kernel.ledger_account add constraint two_parties_or_one check ((code in ('direct_owed', 'direct_due')) = (with_id is not null) and (with_id is null or with_id <> party_id));
create index ledger_account_with on kernel.ledger_account (with_id) where with_id is not null;

-- Who lets the party owe. The market itself has no row among the parties; it is the id of zeros.
alter table kernel.credit_movement drop constraint credit_movement_party_id_currency_fkey;
alter table kernel.credit_movement drop constraint credit_movement_party_id_kind_cause_cause_id_key;
alter table kernel.credit_line drop constraint credit_line_pkey;
alter table kernel.credit_line add column creditor_id uuid not null default '00000000-0000-0000-0000-000000000000';
alter table kernel.credit_line add primary key (party_id, creditor_id, currency);
alter table kernel.credit_line add constraint nobody_owes_himself check (creditor_id <> party_id);
alter table kernel.credit_movement add column creditor_id uuid not null default '00000000-0000-0000-0000-000000000000';
alter table kernel.credit_movement add foreign key (party_id, creditor_id, currency) references kernel.credit_line;
alter table kernel.credit_movement add constraint credit_moves_once unique (party_id, creditor_id, kind, cause, cause_id);
create index credit_line_creditor on kernel.credit_line (creditor_id);

create or replace function kernel.apply_credit() returns trigger language plpgsql as $$
begin
  perform set_config('hualian.moving', '1', true);
  update kernel.credit_line set
    credit_limit = case when new.kind = 'limit' then new.amount else credit_limit end,
    held = held + case new.kind when 'hold' then new.amount when 'release' then -new.amount when 'capture' then -new.amount else 0 end,
    used = used + case new.kind when 'capture' then new.amount when 'repay' then -new.amount else 0 end
  where party_id = new.party_id and creditor_id = new.creditor_id and currency = new.currency;
  perform set_config('hualian.moving', '', true);
  return null;
end $$;
