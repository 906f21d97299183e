-- One code has one value a day for each channel; a line for a channel stands before the line for all of them, as engines/fees reads the sheet.
create or replace function kernel.fee_lines_do_not_overlap() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('kernel.fee_line/' || new.code, 0));
  if exists (
    select 1 from kernel.fee_line where code = new.code and currency = new.currency and id <> new.id and channel is not distinct from new.channel
      and daterange(valid_from, valid_to, '[]') && daterange(new.valid_from, new.valid_to, '[]')
  ) then
    raise exception 'fee_overlaps: % already has a value on some of these days', new.code using errcode = 'exclusion_violation';
  end if;
  return new;
end $$;
