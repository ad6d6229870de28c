using Microsoft.Extensions.Configuration;
using Npgsql;

namespace PadelSaaS.Platform.Data;

/// <summary>How to reach PostgreSQL, from the configuration section <c>Database</c> or the variable <c>DATABASE_URL</c>.</summary>
/// <param name="App">Connection string of the login role <c>padel_app</c>.</param>
/// <param name="Owner">Connection string of the role that owns the schemas; absent in processes that only serve.</param>
/// <param name="BehindTransactionPooler">Set when a pooler in transaction mode stands between: prepared statements do not survive there.</param>
/// <param name="Direct">The login role's way past that pooler. The couriers hold a window open while they deliver, and LISTEN hears nothing through it.</param>
public sealed record DatabaseSettings(
    string App, string? Owner, int FrontPoolSize = 16, int BackPoolSize = 12, int LoopPoolSize = 12, bool BehindTransactionPooler = false, string? Direct = null)
{
    /// <summary>Name of the login role; it is a member of every tenant's role and owns nothing.</summary>
    public const string AppRole = "padel_app";

    /// <summary>Password given to the login role when it is created; <see langword="null"/> where the server trusts the connection.</summary>
    public string? AppPassword => new NpgsqlConnectionStringBuilder(App).Password;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidOperationException">Neither an owner's nor an app's connection is configured, or there is no way past the pooler.</exception>
    public static DatabaseSettings From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Database");
        var owner = ConnectionString(section["Owner"] ?? configuration["DATABASE_URL"]);
        var app = ConnectionString(section["App"]) ?? AppFrom(owner, section["AppPassword"]);
        if (app is null)
            throw new InvalidOperationException("No database: set DATABASE_URL, or Database:Owner and Database:App. `ops/run` does it for a private cluster.");
        var (pooled, direct) = (section.GetValue("BehindTransactionPooler", false), ConnectionString(section["Direct"]));
        if (pooled && direct is null)
            throw new InvalidOperationException("Behind a transaction pooler Database:Direct is needed, too: the couriers and the ear for stale memory have to get past it.");
        return new DatabaseSettings(
            app, owner,
            section.GetValue("FrontPoolSize", 16), section.GetValue("BackPoolSize", 12), section.GetValue("LoopPoolSize", 12),
            pooled, direct);
    }

    /// <summary>Npgsql's form of a <c>postgres://user:password@host:port/database</c> address; other strings pass unchanged.</summary>
    public static string? ConnectionString(string? value)
    {
        if (value is null || !value.StartsWith("postgres", StringComparison.Ordinal) || !Uri.TryCreate(value, UriKind.Absolute, out var address))
            return value;

        var user = address.UserInfo.Split(':', 2);
        return new NpgsqlConnectionStringBuilder
        {
            Host = address.Host,
            Port = address.Port > 0 ? address.Port : 5432,
            Database = Uri.UnescapeDataString(address.AbsolutePath.TrimStart('/')),
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
        }.ConnectionString;
    }

    private static string? AppFrom(string? owner, string? password) =>
        owner is null ? null : new NpgsqlConnectionStringBuilder(owner) { Username = AppRole, Password = password }.ConnectionString;
}
