-- What an order could not do by itself when its time had come, and why: the code of a refusal, or the number of a fault in the log.
alter table pooled.pooled_order add column stuck_what text not null default '' check (stuck_what in ('', 'sheet', 'drop'));
alter table pooled.pooled_order add column stuck_why text not null default '';
alter table pooled.pooled_order add constraint stuck_says_what check ((stuck_what = '') = (stuck_why = ''));
