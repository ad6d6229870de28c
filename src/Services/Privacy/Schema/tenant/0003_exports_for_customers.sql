-- Who had the archive made when it was not its holder: somebody at the desk whom they asked. It goes to the holder all the same.
alter table data_exports add column asked_by uuid;
