-- Photos of a venue. The files stand in the file store under photos/<id>/; a file without its row is taken away.
create table venue_photos (
  id         uuid primary key,
  venue_id   uuid not null references venues on delete cascade,
  checksum   text not null,
  width      int not null check (width > 0),
  height     int not null check (height > 0),
  widths     int[] not null check (cardinality(widths) > 0),
  alt        jsonb not null,
  position   int not null,
  created_at timestamptz not null,
  unique (venue_id, checksum)
);
