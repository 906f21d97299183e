-- What two parties of a contract put down stands on an account of its own, under the name of each.
alter table settlement.transfer drop constraint transfer_market_account_check;
alter table settlement.transfer add constraint transfer_market_account_check check (market_account in ('fee_income', 'packaging_deposit', 'contract_deposit', 'adjustment', 'advance_due'));
