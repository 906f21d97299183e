-- Prices of the stalls stand on lines of their own: haggled, ungraded and paid at once, they are another market than the rest.
alter table prices.deal add column venue text not null generated always as (case channel when 'stall' then 'stall' else '' end) stored;
drop index prices.deal_of_line;
create index deal_of_line on prices.deal (business_date, item_id, grade, venue);

alter table prices.line add column venue text not null default '' check (venue in ('', 'stall'));
alter table prices.line drop constraint line_pkey;
alter table prices.line add primary key (business_date, item_id, grade, venue);
drop index prices.line_of_item;
create index line_of_item on prices.line (item_id, grade, venue, business_date);

-- What was counted together is taken apart; every figure comes from the deals and leftovers, as always.
create table prices.line_before as select business_date, item_id, grade, unsold from prices.line;
delete from prices.line;
insert into prices.line (business_date, item_id, grade, venue, deals, sold, value)
  select business_date, item_id, grade, venue, count(*) filter (where not reversed), coalesce(sum(quantity) filter (where not reversed), 0), coalesce(sum(quantity * price) filter (where not reversed), 0)
  from prices.deal group by business_date, item_id, grade, venue;
insert into prices.line (business_date, item_id, grade, unsold) select business_date, item_id, grade, unsold from prices.line_before where unsold > 0
  on conflict (business_date, item_id, grade, venue) do update set unsold = excluded.unsold;
drop table prices.line_before;
