-- Somebody who enters prices at a collection point and does nothing else.
alter table kernel.account drop constraint account_roles_check;
alter table kernel.account add constraint account_roles_check
  check (roles <@ array['operator', 'auctioneer', 'grader', 'cashier', 'collector', 'system_admin', 'security_admin', 'auditor']);
