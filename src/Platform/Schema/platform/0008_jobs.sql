-- What recurs (decision 44). The scheduler's own tables: its names and types are Quartz's, the constraints are ours. Times are ticks of UTC.
create schema jobs;
grant usage on schema jobs to padel_platform;
alter default privileges in schema jobs grant select, insert, update, delete on tables to padel_platform;

create table jobs.qrtz_job_details (
  sched_name        text not null,
  job_name          text not null,
  job_group         text not null,
  description       text,
  job_class_name    text not null,
  is_durable        boolean not null,
  is_nonconcurrent  boolean not null,
  is_update_data    boolean not null,
  requests_recovery boolean not null,
  job_data          bytea,
  primary key (sched_name, job_name, job_group)
);

create table jobs.qrtz_triggers (
  sched_name             text not null,
  trigger_name           text not null,
  trigger_group          text not null,
  job_name               text not null,
  job_group              text not null,
  description            text,
  next_fire_time         bigint,
  prev_fire_time         bigint,
  priority               integer,
  trigger_state          text not null,
  trigger_type           text not null,
  start_time             bigint not null,
  end_time               bigint,
  calendar_name          text,
  misfire_instr          smallint,
  misfire_orig_fire_time bigint,
  execution_group        text,
  preferred_node         text,
  preferred_node_auto    boolean,
  job_data               bytea,
  primary key (sched_name, trigger_name, trigger_group),
  foreign key (sched_name, job_name, job_group) references jobs.qrtz_job_details
);
create index qrtz_triggers_by_time on jobs.qrtz_triggers (sched_name, trigger_state, next_fire_time);
create index qrtz_triggers_by_job on jobs.qrtz_triggers (sched_name, job_name, job_group);

create table jobs.qrtz_simple_triggers (
  sched_name      text not null,
  trigger_name    text not null,
  trigger_group   text not null,
  repeat_count    bigint not null,
  repeat_interval bigint not null,
  times_triggered bigint not null,
  primary key (sched_name, trigger_name, trigger_group),
  foreign key (sched_name, trigger_name, trigger_group) references jobs.qrtz_triggers on delete cascade
);

create table jobs.qrtz_cron_triggers (
  sched_name      text not null,
  trigger_name    text not null,
  trigger_group   text not null,
  cron_expression text not null,
  time_zone_id    text,
  primary key (sched_name, trigger_name, trigger_group),
  foreign key (sched_name, trigger_name, trigger_group) references jobs.qrtz_triggers on delete cascade
);

create table jobs.qrtz_simprop_triggers (
  sched_name    text not null,
  trigger_name  text not null,
  trigger_group text not null,
  str_prop_1    text,
  str_prop_2    text,
  str_prop_3    text,
  int_prop_1    integer,
  int_prop_2    integer,
  long_prop_1   bigint,
  long_prop_2   bigint,
  dec_prop_1    numeric,
  dec_prop_2    numeric,
  bool_prop_1   boolean,
  bool_prop_2   boolean,
  time_zone_id  text,
  primary key (sched_name, trigger_name, trigger_group),
  foreign key (sched_name, trigger_name, trigger_group) references jobs.qrtz_triggers on delete cascade
);

create table jobs.qrtz_blob_triggers (
  sched_name    text not null,
  trigger_name  text not null,
  trigger_group text not null,
  blob_data     bytea,
  primary key (sched_name, trigger_name, trigger_group),
  foreign key (sched_name, trigger_name, trigger_group) references jobs.qrtz_triggers on delete cascade
);

create table jobs.qrtz_calendars (
  sched_name    text not null,
  calendar_name text not null,
  calendar      bytea not null,
  primary key (sched_name, calendar_name)
);

create table jobs.qrtz_paused_trigger_grps (
  sched_name    text not null,
  trigger_group text not null,
  primary key (sched_name, trigger_group)
);

create table jobs.qrtz_fired_triggers (
  sched_name        text not null,
  entry_id          text not null,
  trigger_name      text not null,
  trigger_group     text not null,
  instance_name     text not null,
  fired_time        bigint not null,
  sched_time        bigint not null,
  priority          integer not null,
  state             text not null,
  job_name          text,
  job_group         text,
  is_nonconcurrent  boolean,
  requests_recovery boolean,
  execution_group   text,
  primary key (sched_name, entry_id)
);
create index qrtz_fired_triggers_by_instance on jobs.qrtz_fired_triggers (sched_name, instance_name);
create index qrtz_fired_triggers_by_job on jobs.qrtz_fired_triggers (sched_name, job_name, job_group);

create table jobs.qrtz_scheduler_state (
  sched_name        text not null,
  instance_name     text not null,
  last_checkin_time bigint not null,
  checkin_interval  bigint not null,
  primary key (sched_name, instance_name)
);

create table jobs.qrtz_locks (
  sched_name text not null,
  lock_name  text not null,
  primary key (sched_name, lock_name)
);

-- What ran, for thirty days. failures holds one entry per club that failed: its role and what went wrong.
create table jobs.runs (
  id         uuid primary key,
  job        text not null,
  node       text not null,
  asked_by   text,
  started_at timestamptz not null,
  ended_at   timestamptz,
  clubs      integer not null default 0,
  failures   jsonb not null default '[]',
  error      text
);
create index runs_by_job on jobs.runs (job, started_at desc);

-- Their work is done by jobs now.
delete from timers where job = 'money-nights';
