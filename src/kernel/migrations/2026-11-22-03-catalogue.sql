create table kernel.species (
  id text primary key,
  zh text not null,
  latin text not null,
  en text not null,
  family text not null,
  family_zh text not null,
  type text not null,
  aliases text[] not null default '{}',
  pots_cm integer[] not null default '{}',
  season integer[] not null default '{}',
  unit text not null,
  pinyin text not null,
  initials text not null
);

create table kernel.variety (
  id text primary key,
  species_id text not null references kernel.species,
  zh text not null,
  en text not null default ''
);

create table kernel.trade_item (
  id uuid primary key,
  code text not null unique,
  -- Imported recordings of other markets may name goods that are not in the species master.
  species_id text references kernel.species,
  variety_id text references kernel.variety,
  zh text not null,
  en text not null,
  category text not null,
  pot_cm integer check (pot_cm between 3 and 200),
  spec text not null default '',
  unit text not null,
  -- Sales units per packing step, as {"box": 6, "layer": 24, "trolley": 144}.
  packing jsonb not null default '{}',
  pot_extra boolean not null default false,
  pinyin text not null default '',
  initials text not null default '',
  created_at timestamptz not null
);
create index trade_item_species on kernel.trade_item (species_id);

create table kernel.file (
  id uuid primary key,
  sha256 text not null,
  mime text not null check (mime in ('image/jpeg', 'image/png', 'image/webp')),
  bytes integer not null check (bytes > 0),
  width integer not null,
  height integer not null,
  party_id uuid references kernel.party,
  account_id uuid references kernel.account,
  created_at timestamptz not null
);
