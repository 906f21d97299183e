-- What stands on the benches: batches that are growing, who was promised what of them, what a grower can bring a day, and which protected varieties he may grow.
create schema batches;

create table batches.counter (business_date date primary key, last integer not null);

create table batches.batch (
  id uuid primary key,
  no text not null unique,
  version integer not null default 1 check (version > 0),
  state text not null default 'growing' check (state in ('growing', 'ready', 'harvested', 'failed')),
  grower_id uuid not null references kernel.party,
  item_id uuid not null references kernel.trade_item,
  unit text not null,
  planted integer check (planted between 1 and 1000000),
  -- Units thought saleable of the whole batch, what has left it already among them.
  expected integer not null check (expected between 0 and 1000000),
  -- Moved by batches.promise_move alone.
  promised integer not null default 0 check (promised >= 0),
  fulfilled integer not null default 0 check (fulfilled >= 0),
  ready_from date not null,
  ready_to date not null,
  grade text check (grade in ('A', 'B', 'C', 'D', 'E')),
  attributes jsonb not null default '{}' check (jsonb_typeof(attributes) = 'object'),
  place text not null default '' check (length(place) <= 60),
  note text not null default '' check (length(note) <= 500),
  photo_id uuid references kernel.file,
  -- How much was last said to be short, so that it is said again only when it changed.
  told_short integer not null default 0 check (told_short >= 0),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  account_id uuid,
  account_name text not null,
  declared_as text not null check (declared_as in ('grower', 'delegate', 'staff', 'system')),
  constraint window_runs_forward check (ready_from <= ready_to),
  constraint gone_was_there check (fulfilled <= expected),
  constraint nothing_left_is_failed check (expected > 0 or state = 'failed')
);
create index batch_by_grower on batches.batch (grower_id, ready_from);
create index batch_by_item on batches.batch (item_id, ready_from) where state in ('growing', 'ready');
create index batch_by_day on batches.batch (ready_from);

-- Who said what about a batch when. changes: [{field, from, to}], as text.
create table batches.batch_version (
  batch_id uuid not null references batches.batch,
  version integer not null check (version > 0),
  at timestamptz not null,
  kind text not null check (kind in ('planted', 'changed', 'lost', 'ready', 'harvested', 'failed', 'more_came', 'imported')),
  account_id uuid,
  account_name text not null,
  declared_as text not null check (declared_as in ('grower', 'delegate', 'staff', 'system')),
  reason text check (reason in ('frost', 'heat', 'disease', 'pest', 'drought', 'damage', 'estimate', 'other')),
  text text not null default '' check (length(text) <= 300),
  photo_id uuid references kernel.file,
  changes jsonb not null default '[]' check (jsonb_typeof(changes) = 'array'),
  expected integer not null,
  primary key (batch_id, version),
  constraint a_loss_has_a_reason check (kind not in ('lost', 'failed') or reason is not null)
);
create trigger append_only before update or delete on batches.batch_version for each row execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on batches.batch_version for each statement execute function kernel.forbid_change();
-- A batch stands as its last version says; both are written in one transaction.
alter table batches.batch add constraint has_its_version foreign key (id, version) references batches.batch_version deferrable initially deferred;

create function batches.batch_keeps() returns trigger language plpgsql as $$
declare moving boolean := current_setting('hualian.promising', true) is not distinct from '1';
begin
  if tg_op = 'DELETE' then raise exception 'append_only: a batch is never removed'; end if;
  if tg_op = 'INSERT' then
    if (new.promised, new.fulfilled, new.version) is distinct from (0, 0, 1) then raise exception 'promises_move_by_log: a batch starts unpromised'; end if;
    return new;
  end if;
  if (new.id, new.no, new.grower_id, new.item_id, new.unit, new.created_at) is distinct from (old.id, old.no, old.grower_id, old.item_id, old.unit, old.created_at) then
    raise exception 'append_only: whose batch % is, and of what, stays', old.no;
  end if;
  if (new.promised, new.fulfilled) is distinct from (old.promised, old.fulfilled) and not moving then
    raise exception 'promises_move_by_log: write a movement instead of the balance of batch %', old.no;
  end if;
  if (new.state, new.planted, new.expected, new.ready_from, new.ready_to, new.grade, new.attributes, new.place, new.note, new.photo_id)
      is distinct from (old.state, old.planted, old.expected, old.ready_from, old.ready_to, old.grade, old.attributes, old.place, old.note, old.photo_id) then
    if new.version <> old.version + 1 then raise exception 'versions_are_kept: what is said about batch % changes with a new version', old.no; end if;
    if old.state in ('harvested', 'failed') and (new.state <> old.state or new.expected < old.expected) then raise exception 'batch_goes_forward: % is over', old.no; end if;
  elsif new.version <> old.version then
    raise exception 'versions_are_kept: nothing of batch % changed', old.no;
  end if;
  if (old.state, new.state) not in (('growing', 'growing'), ('growing', 'ready'), ('growing', 'harvested'), ('growing', 'failed'), ('ready', 'ready'), ('ready', 'harvested'), ('ready', 'failed'), ('harvested', 'harvested'), ('failed', 'failed')) then
    raise exception 'batch_goes_forward: % cannot go from % to %', old.no, old.state, new.state;
  end if;
  return new;
end $$;
create trigger keeps before insert or update or delete on batches.batch for each row execute function batches.batch_keeps();

-- Lots and the batch they were cut from, and the promise a lot serves, if any.
create table batches.batch_lot (
  lot_id uuid primary key references kernel.lot,
  batch_id uuid not null references batches.batch,
  cause text,
  cause_id text,
  at timestamptz not null,
  account_id uuid,
  account_name text not null,
  constraint a_cause_has_an_id check ((cause is null) = (cause_id is null))
);
create index batch_lot_by_batch on batches.batch_lot (batch_id);

create function batches.tie_keeps() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.cause is not null or (new.lot_id, new.batch_id, new.at, new.account_id, new.account_name) is distinct from (old.lot_id, old.batch_id, old.at, old.account_id, old.account_name) then
    raise exception 'append_only: where a lot came from stays; only the promise it serves may be named later, once';
  end if;
  return new;
end $$;
create trigger keeps before update or delete on batches.batch_lot for each row execute function batches.tie_keeps();

-- Who was promised what, under the name another module knows it by. deed_id is blank for the promise itself.
create table batches.promise_move (
  id bigint generated always as identity primary key,
  batch_id uuid not null references batches.batch,
  kind text not null check (kind in ('promise', 'release', 'fulfil')),
  quantity integer not null check (quantity > 0),
  cause text not null check (cause <> ''),
  cause_id text not null check (cause_id <> ''),
  deed_id text not null default '',
  label text not null default '',
  due_on date,
  account_id uuid,
  at timestamptz not null,
  constraint moves_once unique (batch_id, cause, cause_id, kind, deed_id),
  constraint a_deed_has_a_name check ((kind = 'promise') = (deed_id = ''))
);
create index promise_by_cause on batches.promise_move (cause, cause_id);
create trigger append_only before update or delete on batches.promise_move for each row execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on batches.promise_move for each statement execute function kernel.forbid_change();

-- What was brought for nobody in particular is read off the lots and kept nowhere: lots without a promise, and of the others what goes beyond theirs.
create view batches.standing as
  select b.id, t.brought,
    greatest(b.expected - b.promised - b.fulfilled - t.brought, 0) as free,
    least(b.promised, greatest(b.promised + b.fulfilled + t.brought - b.expected, 0)) as short
  from batches.batch b cross join lateral (
    select coalesce(sum(greatest(g.declared - g.promised, 0)), 0)::integer as brought from (
      select sum(l.declared) as declared,
        case when x.cause is null then 0 else (
          select coalesce(sum(case m.kind when 'promise' then m.quantity when 'release' then -m.quantity else 0 end), 0)
          from batches.promise_move m where m.batch_id = b.id and m.cause = x.cause and m.cause_id = x.cause_id) end as promised
      from batches.batch_lot x join kernel.lot l on l.id = x.lot_id
      where x.batch_id = b.id and l.status <> 'cancelled'
      group by x.cause, x.cause_id
    ) g
  ) t;

-- Never more promised than is left; never more given back or brought than was promised under that name. The batch is locked first.
create function batches.move_promise() returns trigger language plpgsql as $$
declare
  one batches.batch;
  room integer;
begin
  select * into one from batches.batch where id = new.batch_id for update;
  if new.kind = 'promise' then
    if one.state in ('harvested', 'failed') then raise exception 'promised_within_expected: batch % is over', one.no using errcode = '23514'; end if;
    select s.free into room from batches.standing s where s.id = new.batch_id;
    if new.quantity > room then raise exception 'promised_within_expected: % of batch % are left', room, one.no using errcode = '23514'; end if;
  else
    select coalesce(sum(case kind when 'promise' then quantity else -quantity end), 0) into room from batches.promise_move
      where batch_id = new.batch_id and cause = new.cause and cause_id = new.cause_id and id <> new.id;
    if new.quantity > room then raise exception 'within_the_promise: % of batch % are promised under that name', room, one.no using errcode = '23514'; end if;
  end if;
  perform set_config('hualian.promising', '1', true);
  update batches.batch set
    promised = promised + case new.kind when 'promise' then new.quantity else -new.quantity end,
    fulfilled = fulfilled + case new.kind when 'fulfil' then new.quantity else 0 end
  where id = new.batch_id;
  perform set_config('hualian.promising', '', true);
  return null;
end $$;
create trigger moves after insert on batches.promise_move for each row execute function batches.move_promise();

create table batches.capacity (
  grower_id uuid not null references kernel.party,
  unit text not null,
  per_day integer not null check (per_day between 1 and 1000000),
  per_trip integer check (per_trip between 1 and 1000000),
  at timestamptz not null,
  account_name text not null,
  primary key (grower_id, unit)
);

-- Rough road distances to the market.
create table batches.town (
  town text primary key check (length(town) between 1 and 40),
  metres integer not null check (metres between 0 and 2000000),
  at timestamptz not null,
  account_name text not null
);

create table batches.protection (
  id uuid primary key,
  variety_id text references kernel.variety,
  item_id uuid references kernel.trade_item,
  holder text not null,
  holder_id uuid references kernel.party,
  certificate text not null unique,
  from_on date not null,
  to_on date not null,
  note text not null default '',
  -- The day from which it no longer counts.
  ended_on date,
  ended_why text not null default '',
  at timestamptz not null,
  account_name text not null,
  constraint variety_or_item check (num_nonnulls(variety_id, item_id) = 1),
  constraint runs_forward check (from_on <= to_on)
);
create index protection_by_variety on batches.protection (variety_id);
create index protection_by_item on batches.protection (item_id);

create table batches.licence (
  id uuid primary key,
  protection_id uuid not null references batches.protection,
  grower_id uuid not null references kernel.party,
  from_on date not null,
  to_on date not null,
  -- Units over the whole licence; null is without limit.
  quantity_limit integer check (quantity_limit > 0),
  note text not null default '',
  ended_on date,
  ended_why text not null default '',
  at timestamptz not null,
  account_name text not null,
  constraint runs_forward check (from_on <= to_on)
);
create index licence_by_grower on batches.licence (grower_id, protection_id);

-- A grower's licences of one protection follow each other, so that it is plain which one a batch uses.
create function batches.licences_follow() returns trigger language plpgsql as $$
begin
  perform 1 from batches.protection where id = new.protection_id for update;
  if exists (select from batches.licence o where o.protection_id = new.protection_id and o.grower_id = new.grower_id and o.id <> new.id
      and o.from_on <= least(new.to_on, new.ended_on - 1) and new.from_on <= least(o.to_on, o.ended_on - 1)) then
    raise exception 'licence_overlaps: he has another licence on some of these days' using errcode = '23P01';
  end if;
  return new;
end $$;
create trigger follow before insert or update on batches.licence for each row execute function batches.licences_follow();
