-- What a customer owed before the book was begun here: noted once, booked in the ledger like money given back, and no money moves.
create table stall.opening (
  customer_id uuid primary key references stall.customer,
  stall_id uuid not null references stall.stall,
  party_id uuid not null references kernel.party,
  amount bigint not null check (amount > 0),
  -- Its age counts from this day.
  since date not null,
  receipt_id uuid not null unique,
  account_id uuid,
  account_name text not null,
  at timestamptz not null
);
create index opening_by_stall on stall.opening (stall_id);
create trigger append_only before update or delete on stall.opening for each row execute function kernel.forbid_change();
