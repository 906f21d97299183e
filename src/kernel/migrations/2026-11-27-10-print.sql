-- The print centre: templates that the operator made his own, the printers he allows, and what was sent to them.

create table kernel.print_template (
  kind text not null,
  size text not null,
  version integer not null check (version > 0),
  -- Null: back to the template that comes with the product.
  template jsonb,
  at timestamptz not null,
  account_id uuid,
  account_name text not null,
  primary key (kind, size, version)
);
create trigger append_only before update or delete on kernel.print_template for each row execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on kernel.print_template for each statement execute function kernel.forbid_change();

create table kernel.print_setting (
  only_one boolean primary key default true check (only_one),
  -- What the codes on papers begin with; without it they begin with the address of the page that printed them.
  address text check (address ~ '^https?://')
);

create table kernel.printer (
  id uuid primary key,
  name text not null,
  -- A number and no name, so that nobody's name server decides where papers go. RFC 1918 and loopback; checked in the code as well.
  host inet not null check (host <<= '10.0.0.0/8' or host <<= '172.16.0.0/12' or host <<= '192.168.0.0/16' or host <<= '127.0.0.0/8'),
  port integer not null check (port between 1 and 65535),
  size text not null check (size in ('58mm', '80mm')),
  charset text not null check (charset in ('gb18030', 'gbk')),
  cuts boolean not null,
  opens_drawer boolean not null,
  removed_at timestamptz
);
create unique index printer_name on kernel.printer (name) where removed_at is null;

create table kernel.print_job (
  id uuid primary key,
  printer_id uuid not null references kernel.printer,
  title text not null,
  at timestamptz not null,
  account_id uuid,
  account_name text not null,
  -- sending: on its way now. A job that was on its way when the market stopped has failed: only its paper tells how far it came.
  state text not null check (state in ('waiting', 'sending', 'sent', 'failed')),
  tries integer not null default 0 check (tries >= 0),
  failure text,
  done_at timestamptz,
  -- Gone when sent: what a paper says stands in its module.
  bytes bytea,
  check ((bytes is null) = (state = 'sent')),
  check ((failure is not null) = (state = 'failed'))
);
create index print_job_open on kernel.print_job (printer_id, id) where state in ('waiting', 'sending');
create index print_job_latest on kernel.print_job (at);
