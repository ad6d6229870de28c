using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace PadelSaaS.Tests.House;

/// <summary>
/// A private PostgreSQL for one test run, thrown away at its end; or the server of TEST_DATABASE, a connection string of a superuser.
/// It gives no guarantee to survive a crash, which is what makes it fast.
/// </summary>
public static class Cluster
{
    private static readonly Lazy<Task<string>> Started = new(StartAsync);

    /// <summary>What the server promises about a crash. Tests ask for nothing; measurements ask for what production has.</summary>
    public static string Durability { get; set; } = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum_naptime=10";

    /// <summary>Connection string of a superuser, to the database given.</summary>
    public static async Task<string> ConnectionAsync(string database) =>
        new NpgsqlConnectionStringBuilder(await Started.Value) { Database = database, Pooling = false }.ConnectionString;

    /// <summary>Forgets the connections that looked at a database, which is dropped now.</summary>
    public static async Task LeaveAsync(string database)
    {
        await using var connection = new NpgsqlConnection(await KeptAsync(database));
        NpgsqlConnection.ClearPool(connection);
    }

    /// <summary>Runs a statement as superuser.</summary>
    public static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(await KeptAsync(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Reads one value as superuser.</summary>
    public static async Task<T> ScalarAsync<T>(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(await KeptAsync(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Folder of PostgreSQL's programs, the newest that is installed.</summary>
    public static string Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderByDescending(folder => int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture)).Select(folder => Path.Combine(folder, "bin")).First()
        : "";

    /// <summary>A port nobody listens on just now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Runs a program as the user who may run servers, and fails with what it said.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var asPostgres = Environment.UserName == "root";
        var start = new ProcessStartInfo(asPostgres ? "setpriv" : program) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/tmp" };
        if (asPostgres)
            foreach (var word in new[] { "--reuid=postgres", "--regid=postgres", "--init-groups", "--", program }) start.ArgumentList.Add(word);
        foreach (var word in arguments) start.ArgumentList.Add(word);
        using var process = Process.Start(start)!;
        // A server that is started inherits the pipes and never closes them, so only a failure's words are read.
        await process.WaitForExitAsync();
        if (process.ExitCode == 0) return "";
        throw new InvalidOperationException($"{program} failed: {await process.StandardError.ReadToEndAsync()}");
    }

    // A test looks at its database dozens of times, and a new connection costs the server more than most looks.
    private static async Task<string> KeptAsync(string database) =>
        new NpgsqlConnectionStringBuilder(await Started.Value) { Database = database, Pooling = true, MinPoolSize = 0, MaxPoolSize = 20, ApplicationName = "behind the back" }.ConnectionString;

    private static async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("TEST_DATABASE") is { Length: > 0 } given) return given;

        var port = FreePort();
        var folder = Path.Combine("/tmp", $"padel-tests-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        if (Environment.UserName == "root") Process.Start("chown", ["postgres", folder]).WaitForExit();
        var data = Path.Combine(folder, "data");
        await RunAsync(Path.Combine(Programs, "initdb"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "-D", data);
        await RunAsync(Path.Combine(Programs, "pg_ctl"), "-w", "-D", data, "-l", Path.Combine(folder, "log"), "-o",
            $"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=400 -c jit=off -c max_locks_per_transaction=1024 " +
            $"-c deadlock_timeout=100ms {Durability}", "start");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop(data, folder);
        return $"Host=127.0.0.1;Port={port};Username=postgres";
    }

    private static void Stop(string data, string folder)
    {
        try
        {
            var stop = RunAsync(Path.Combine(Programs, "pg_ctl"), "-D", data, "-m", "immediate", "stop");
            stop.GetAwaiter().GetResult();
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            // The run is over; a folder under /tmp may stay behind.
        }
    }
}
