-- A client without an account sees his lists by a link that his agent sends him. Only the digest of its secret is kept, so that nobody who reads the table can open it.
alter table agents.client add column link_digest bytea unique check (length(link_digest) = 32);
