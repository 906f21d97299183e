-- 档口商户: somebody who sells at a stall of the hall and need not grow anything.
alter table kernel.party drop constraint party_roles_check;
alter table kernel.party add constraint party_roles_check check (roles <@ array['grower', 'merchant', 'buyer', 'agent']);
