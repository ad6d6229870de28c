-- How much of each channel the club used on a day of its own.
create table message_counts (
  day      date not null,
  channel  text not null,
  sent     int not null,
  primary key (day, channel)
);
