-- Clubs' days whose night's work with money has been set: each once, whoever asks.
create table money_nights (
  tenant_id uuid not null,
  day       date not null,
  primary key (tenant_id, day)
);
