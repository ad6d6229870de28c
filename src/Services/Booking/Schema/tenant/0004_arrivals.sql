-- When they stood at the desk; without it nobody came, or nobody wrote it down.
alter table bookings add column arrived_at timestamptz;
