-- What a person did about an award that could not be booked: booked it after all, or gave its stock back.
create table clock.award_deed (
  session_id uuid not null,
  entry_id uuid not null,
  run integer not null,
  at timestamptz not null,
  deed text not null check (deed in ('booked', 'released')),
  -- Why it could not be booked at first.
  problem text not null,
  reason text not null check (length(btrim(reason)) between 2 and 300),
  account_id uuid not null references kernel.account,
  account_name text not null,
  primary key (session_id, entry_id, run),
  foreign key (session_id, entry_id, run) references clock.award
);
create trigger append_only before update or delete on clock.award_deed for each row execute function kernel.forbid_change();
