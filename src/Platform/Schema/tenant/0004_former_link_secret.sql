-- Keys in links come of a key that no table tells (decision 7). The secret of before opens only what was made before, and what processes
-- that are being replaced make in the hour of the deployment.
alter table secrets add former_at timestamptz;
update secrets set former_at = now() + interval '1 hour' where name = 'links';
