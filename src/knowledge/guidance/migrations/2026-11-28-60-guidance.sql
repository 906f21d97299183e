-- What growers, the desk and nobody else enter for advice on planting and selling. Advice itself is never kept: it is computed when asked for.
create schema guidance;

-- A grower's own figures for an item. Nobody else reads them; other growers and the desk have no action that does.
create table guidance.cost_sheet (
  grower_id uuid not null references kernel.party,
  item_id uuid not null references kernel.trade_item,
  version integer not null default 1 check (version > 0),
  seedling bigint not null check (seedling between 0 and 1000000),
  pot bigint not null check (pot between 0 and 1000000),
  medium bigint not null check (medium between 0 and 1000000),
  labour bigint not null check (labour between 0 and 1000000),
  other bigint not null check (other between 0 and 1000000),
  heat bigint not null check (heat between 0 and 1000000),
  place bigint not null check (place between 0 and 1000000),
  grow_weeks integer not null check (grow_weeks between 1 and 156),
  heated_weeks integer not null check (heated_weeks between 0 and 156),
  pots_per_square_metre integer not null check (pots_per_square_metre between 1 and 1000),
  loss_permille integer not null check (loss_permille between 0 and 900),
  -- What he reckons himself; null where he leaves it to the history.
  own_price bigint check (own_price between 1 and 10000000),
  usual_a_week integer check (usual_a_week between 1 and 1000000),
  spread_permille integer check (spread_permille between 0 and 2000),
  salvage_permille integer not null check (salvage_permille between 0 and 900),
  changed_at timestamptz not null,
  primary key (grower_id, item_id),
  constraint heated_while_growing check (heated_weeks <= grow_weeks)
);

-- What is expected from other regions: an estimate with its source. Entered and withdrawn, never changed.
create table guidance.arrival (
  id uuid primary key,
  species_id text not null references kernel.species,
  unit text not null,
  week date not null check (extract(isodow from week) = 1),
  units integer not null check (units between 1 and 100000000),
  origin text not null check (length(origin) between 1 and 60),
  source text not null check (length(source) between 2 and 300),
  at timestamptz not null,
  account_id uuid,
  account_name text not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  demo boolean not null default false
);
create index arrival_by_week on guidance.arrival (week) where withdrawn_at is null;

create function guidance.arrival_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception 'append_only: an estimate is withdrawn, not removed'; end if;
  if old.withdrawn_at is not null or (to_jsonb(new) - 'withdrawn_at' - 'withdrawn_by') is distinct from (to_jsonb(old) - 'withdrawn_at' - 'withdrawn_by') then
    raise exception 'append_only: an estimate is withdrawn and entered again';
  end if;
  return new;
end $$;
create trigger arrival_stays before update or delete on guidance.arrival for each row execute function guidance.arrival_stays();

-- What the region's advice assumes of a species; without a row, what `rules.ts` says.
create table guidance.assumption (
  species_id text primary key references kernel.species,
  elasticity_permille integer not null check (elasticity_permille between 100 and 10000),
  cost_permille integer not null check (cost_permille between 100 and 2000),
  cost_spread_permille integer not null check (cost_spread_permille between 20 and 1000),
  headroom_permille integer not null check (headroom_permille between 0 and 3000),
  source text not null check (length(source) between 2 and 300),
  at timestamptz not null,
  account_name text not null
);
