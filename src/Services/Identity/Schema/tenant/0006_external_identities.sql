-- Accounts elsewhere that sign in to accounts here. The subject is what the provider calls the person, for ever; addresses change hands.
create table external_identities (
  provider     text not null,
  subject      text not null,
  user_id      uuid not null references users on delete cascade,
  connected_at timestamptz not null,
  last_used_at timestamptz,
  primary key (provider, subject)
);
-- One of each provider is enough for an account.
create unique index external_identities_by_user on external_identities (user_id, provider);
