-- Heard from the claims desk: the published quality class of a grower, shown beside his lots. Derived.
create table clock.grower_quality (
  grower_id uuid primary key,
  class text not null check (class in ('A', 'B', 'C'))
);
