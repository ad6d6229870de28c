namespace PadelSaaS.Platform.Data;

/// <summary>What has to stand before the first script: extensions, the roles of the house and the shared schema. Safe to run again.</summary>
internal static class Foundation
{
    public static string Sql(DatabaseSettings settings) => $"""
        create extension if not exists btree_gist;
        create extension if not exists pg_trgm;
        create extension if not exists postgis;
        do $$
        begin
          if not exists (select from pg_roles where rolname = '{DatabaseSettings.AppRole}') then
            create role {DatabaseSettings.AppRole} login noinherit;
          end if;
          if not exists (select from pg_roles where rolname = '{Database.PlatformRole}') then
            create role {Database.PlatformRole} nologin;
          end if;
          if not exists (select from pg_roles where rolname = '{Database.TenantGroup}') then
            create role {Database.TenantGroup} nologin;
          end if;
        exception when duplicate_object or unique_violation then
          null; -- another process was faster
        end $$;
        {Password(settings.AppPassword)}
        grant {Database.PlatformRole} to {DatabaseSettings.AppRole};
        -- A temporary table comes before every path and outlives its transaction: the next tenant on the connection would meet it.
        do $$
        begin
          execute format('revoke temporary on database %I from public', current_database());
        end $$;
        revoke create on schema public from public;
        create schema if not exists platform;
        grant usage on schema platform to {Database.PlatformRole}, {Database.TenantGroup};
        alter default privileges in schema platform grant select, insert, update, delete on tables to {Database.PlatformRole};
        create table if not exists platform.migrations (
          target     text not null,
          service    text not null,
          script     text not null,
          checksum   text not null,
          applied_at timestamptz not null default now(),
          primary key (target, service, script)
        );
        """;

    private static string Password(string? password) =>
        password is null ? "" : $"alter role {DatabaseSettings.AppRole} password '{password.Replace("'", "''", StringComparison.Ordinal)}';";
}
