-- The event's own number is the key: the transaction in its position belongs to one server and changes with a backup.
alter table intake.passing alter column position type bigint using split_part(position, '-', 2)::bigint;
alter table intake.passing rename column position to event_id;
