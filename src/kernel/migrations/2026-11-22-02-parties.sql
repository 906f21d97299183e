create table kernel.party (
  id uuid primary key,
  kind text not null check (kind in ('organisation', 'person')),
  name text not null check (length(name) between 1 and 120),
  pinyin text not null default '',
  -- Unified social credit code, GB 32100; its check character is verified in code before it gets here.
  uscc text unique check (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  citizen_id_masked text,
  phone text,
  town text,
  roles text[] not null default '{}' check (roles <@ array['grower', 'buyer', 'agent']),
  bank_account text,
  bank_name text,
  status text not null default 'active' check (status in ('active', 'suspended')),
  demo boolean not null default false,
  created_at timestamptz not null,
  check (kind = 'person' or uscc is not null)
);
create index party_name on kernel.party (name);

create table kernel.account (
  id uuid primary key,
  login text not null unique check (login = lower(login) and length(login) between 3 and 60),
  name text not null,
  password_hash text not null,
  must_change boolean not null default false,
  roles text[] not null default '{}'
    check (roles <@ array['operator', 'auctioneer', 'grader', 'cashier', 'system_admin', 'security_admin', 'auditor']),
  failures integer not null default 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  demo boolean not null default false,
  created_at timestamptz not null,
  last_login_at timestamptz,
  -- Administration is split in three, and nobody holds two parts.
  constraint admin_roles_are_separate check (
    (('system_admin' = any(roles))::int + ('security_admin' = any(roles))::int + ('auditor' = any(roles))::int) <= 1
  )
);

create table kernel.membership (
  account_id uuid not null references kernel.account,
  party_id uuid not null references kernel.party,
  role text not null check (role in ('owner', 'member', 'delegate')),
  granted_by uuid references kernel.account,
  granted_at timestamptz not null,
  revoked_at timestamptz,
  primary key (account_id, party_id)
);
create index membership_by_party on kernel.membership (party_id);

create table kernel.session (
  token_hash text primary key,
  account_id uuid not null references kernel.account,
  party_id uuid references kernel.party,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  ended_at timestamptz,
  address text not null,
  agent text not null
);
create index session_by_account on kernel.session (account_id) where ended_at is null;
