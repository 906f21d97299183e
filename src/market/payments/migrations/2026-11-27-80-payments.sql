-- Instructions to whoever moves the money, what was said about each, and what a person has to look at.
create schema payments;
-- Numbers are never given twice; a gap means nothing.
create sequence payments.instruction_no;

create table payments.instruction (
  id uuid primary key,
  no text not null unique check (no ~ '^[A-Za-z0-9-]{4,40}$'),
  rail text not null check (rail in ('bank_file', 'licensed', 'simulator')),
  kind text not null check (kind in ('payout', 'debit')),
  subject text not null check (subject in ('statement', 'advance')),
  subject_id uuid not null,
  subject_no text not null,
  business_date date not null,
  party_id uuid not null references kernel.party,
  name text not null,
  bank_name text not null,
  bank_account text not null,
  amount bigint not null check (amount > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  made_at timestamptz not null,
  made_by text not null,
  state text not null default 'prepared' check (state in ('prepared', 'submitted', 'paid', 'failed')),
  external_no text not null default '' check (length(external_no) <= 80),
  failure text check (length(failure) <= 200),
  done_at timestamptz,
  -- When the payer is asked next, and how often it was; null when a person carries the message.
  next_at timestamptz,
  tries integer not null default 0,
  silent integer not null default 0,
  cancel_asked boolean not null default false,
  check ((state in ('paid', 'failed')) = (done_at is not null)),
  check ((state = 'failed') = (failure is not null)),
  check (state in ('prepared', 'submitted') or next_at is null)
);
-- A paper or an advance is under way once; after a failure it may go again under another number.
create unique index instruction_live on payments.instruction (subject, subject_id) where state in ('prepared', 'submitted', 'paid');
create index instruction_next on payments.instruction (next_at) where next_at is not null;
create index instruction_by_day on payments.instruction (made_at desc);

create function payments.instruction_has_one_outcome() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception 'append_only: an instruction is never removed'; end if;
  if (new.id, new.no, new.rail, new.kind, new.subject, new.subject_id, new.subject_no, new.business_date, new.party_id, new.name, new.bank_name, new.bank_account, new.amount, new.currency, new.made_at, new.made_by)
    is distinct from (old.id, old.no, old.rail, old.kind, old.subject, old.subject_id, old.subject_no, old.business_date, old.party_id, old.name, old.bank_name, old.bank_account, old.amount, old.currency, old.made_at, old.made_by) then
    raise exception 'append_only: what was instructed stays as it was';
  end if;
  if old.state in ('paid', 'failed') then raise exception 'one_outcome: % is % already', old.no, old.state; end if;
  if old.state = 'submitted' and new.state = 'prepared' then raise exception 'one_outcome: % went out before', old.no; end if;
  return new;
end $$;
create trigger one_outcome before update or delete on payments.instruction for each row execute function payments.instruction_has_one_outcome();

-- Everything that was said about an instruction, believed or not.
create table payments.said (
  id bigint generated always as identity primary key,
  instruction_id uuid references payments.instruction,
  no text not null,
  at timestamptz not null,
  via text not null check (via in ('submit', 'poll', 'cancel', 'callback', 'cashier')),
  state text not null,
  amount bigint,
  currency text,
  external_no text not null default '',
  reason text not null default '',
  effect text not null check (effect in ('changed', 'nothing', 'repeated', 'alarm'))
);
create index said_by_instruction on payments.said (instruction_id, id);
create trigger append_only before update or delete on payments.said for each row execute function kernel.forbid_change();

-- A message is taken once. Rows older than the window may go.
create table payments.nonce (
  key_id text not null,
  nonce text not null,
  at timestamptz not null,
  primary key (key_id, nonce)
);

create table payments.alarm (
  id uuid primary key,
  instruction_id uuid references payments.instruction,
  no text not null,
  at timestamptz not null,
  kind text not null check (kind in ('wrong_amount', 'paid_after_failure', 'failed_after_payment', 'no_answer', 'unknown_instruction')),
  amount bigint,
  detail text not null default '' check (length(detail) <= 300),
  settled_at timestamptz,
  settled_by text,
  note text check (length(note) <= 300),
  check ((settled_at is null) = (settled_by is null) and (settled_at is null) = (note is null))
);
create index alarm_open on payments.alarm (at) where settled_at is null;
create unique index alarm_silence_once on payments.alarm (instruction_id) where kind = 'no_answer';
create function payments.alarm_is_settled_once() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.settled_at is not null or (new.id, new.instruction_id, new.no, new.at, new.kind, new.amount, new.detail) is distinct from (old.id, old.instruction_id, old.no, old.at, old.kind, old.amount, old.detail) then
    raise exception 'append_only: an alarm can only be settled, once';
  end if;
  return new;
end $$;
create trigger settled_once before update or delete on payments.alarm for each row execute function payments.alarm_is_settled_once();
