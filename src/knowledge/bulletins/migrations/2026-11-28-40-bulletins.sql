-- Market bulletins: what is being written, and what was published.

create schema bulletins;

create table bulletins.bulletin (
  id uuid primary key,
  kind text not null check (kind in ('day', 'week')),
  -- '2026-11-27' or '2026-W48'.
  period text not null unique check (period ~ '^\d{4}-(\d{2}-\d{2}|W\d{2})$' and (kind = 'week') = (period like '%W%')),
  -- The first day of the period, for the order of an archive.
  starts date not null,
  -- The newest published edition; 0 before the first.
  edition integer not null default 0 check (edition >= 0),
  -- What is under work, as JSON text; both null when nothing is.
  draft_texts text,
  draft_data text,
  drafted_at timestamptz not null,
  version integer not null default 1,
  edited_at timestamptz,
  edited_by_id uuid,
  edited_by text,
  reason text,
  check ((draft_texts is null) = (draft_data is null)),
  -- A correction says why.
  check (draft_texts is null or edition = 0 or reason is not null)
);
create index bulletin_by_start on bulletins.bulletin (starts desc, kind);

-- An edition is the bytes that its fingerprint was taken of; it is never changed.
create table bulletins.edition (
  bulletin_id uuid not null references bulletins.bulletin,
  edition integer not null check (edition > 0),
  published_at timestamptz not null,
  published_by text not null,
  edited_by text,
  reason text check (edition = 1 or reason is not null),
  snapshot text not null,
  sha256 text not null check (sha256 = encode(sha256(convert_to(snapshot, 'UTF8')), 'hex')),
  primary key (bulletin_id, edition)
);
create trigger append_only before update or delete on bulletins.edition for each row execute function kernel.forbid_change();
create trigger append_only_truncate before truncate on bulletins.edition for each statement execute function kernel.forbid_change();
