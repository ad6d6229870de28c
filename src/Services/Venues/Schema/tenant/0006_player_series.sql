-- For how many weeks ahead players may book every week, beyond the days that are open to everybody; 0: only the club books series.
alter table venues add column player_series_weeks int not null default 0 check (player_series_weeks between 0 and 52);
