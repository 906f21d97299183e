-- The ground under every module: append-only event log, bookmarks, audit trail, idempotent requests.

create function kernel.forbid_change() returns trigger language plpgsql as $$
begin
  raise exception 'append_only: rows of %.% are never changed or removed', tg_table_schema, tg_table_name;
end $$;

create table kernel.event (
  -- Readers order by (xid, id) and stop before the oldest running transaction, so a late commit is never skipped.
  xid xid8 not null default pg_current_xact_id(),
  id bigint generated always as identity,
  at timestamptz not null,
  business_date date not null,
  module text not null,
  name text not null,
  payload jsonb not null,
  account_id uuid,
  party_id uuid,
  primary key (xid, id)
);
create trigger append_only before update or delete on kernel.event for each row execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on kernel.event for each statement execute function kernel.forbid_change();

create table kernel.bookmark (
  listener text primary key,
  xid xid8 not null,
  id bigint not null
);

create table kernel.audit (
  xid xid8 not null default pg_current_xact_id(),
  id bigint generated always as identity primary key,
  at timestamptz not null,
  account_id uuid,
  account_name text not null,
  party_id uuid,
  delegate boolean not null,
  module text not null,
  action text not null,
  input jsonb not null,
  outcome text not null check (outcome in ('done', 'refused', 'failed')),
  code text,
  address text not null,
  request_id text not null
);
create index audit_by_party on kernel.audit (party_id, id);
create index audit_order on kernel.audit (xid, id);
create trigger append_only before update or delete on kernel.audit for each row execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on kernel.audit for each statement execute function kernel.forbid_change();

-- The trail is chained in sealed blocks, so that writers never wait for one another.
create table kernel.audit_seal (
  n bigint primary key,
  to_xid xid8 not null,
  to_id bigint not null,
  lines integer not null check (lines > 0),
  previous text not null,
  digest text not null,
  at timestamptz not null
);
create trigger append_only before update or delete on kernel.audit_seal for each row execute function kernel.forbid_change();

create table kernel.request (
  owner text not null,
  key text not null check (length(key) between 8 and 200),
  action text not null,
  input_hash text not null,
  output jsonb,
  at timestamptz not null,
  primary key (owner, key)
);
create index request_age on kernel.request (at);

create table kernel.market (
  only_one boolean primary key default true check (only_one),
  name_zh text not null,
  name_en text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  utc_offset_minutes integer not null check (utc_offset_minutes between -720 and 840),
  -- Sales after midnight and before this hour still belong to the evening before.
  cutover_hour integer not null check (cutover_hour between 0 and 12),
  demo boolean not null default false
);
