-- Guards that the first look at the ground from an intruder's side found missing.

create trigger append_only_truncate before truncate on kernel.audit_seal for each statement execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on kernel.lot_movement for each statement execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on kernel.posting_set for each statement execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on kernel.posting for each statement execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on kernel.credit_movement for each statement execute function kernel.forbid_change();

alter table kernel.credit_line add foreign key (party_id) references kernel.party;

-- Failures are counted for log-ins that do not exist as well, so that nobody learns from the answers which ones do.
create table kernel.unknown_login (
  login_hash text primary key,
  failures integer not null,
  locked_until timestamptz,
  at timestamptz not null
);

-- One code has one value a day. A trigger and not an exclusion constraint, which would need an extension for text.
create function kernel.fee_lines_do_not_overlap() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('kernel.fee_line/' || new.code, 0));
  if exists (
    select 1 from kernel.fee_line where code = new.code and currency = new.currency and id <> new.id
      and daterange(valid_from, valid_to, '[]') && daterange(new.valid_from, new.valid_to, '[]')
  ) then
    raise exception 'fee_overlaps: % already has a value on some of these days', new.code using errcode = 'exclusion_violation';
  end if;
  return new;
end $$;
create trigger no_overlap before insert or update on kernel.fee_line for each row execute function kernel.fee_lines_do_not_overlap();
