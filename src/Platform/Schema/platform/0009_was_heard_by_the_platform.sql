-- What the platform itself told is reacted to in its name: it asks the same question as a club.
grant execute on function was_heard to padel_platform;
