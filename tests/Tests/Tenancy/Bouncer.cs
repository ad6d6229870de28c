using System.Diagnostics;
using System.Net.Sockets;
using Npgsql;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Tenancy;

/// <summary>A PgBouncer of one's own in transaction mode, with one connection to the server: whatever a session keeps, the next one meets.</summary>
internal sealed class Bouncer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/pgbouncer";
    private readonly string folder;

    private Bouncer(string folder, int port) => (this.folder, Port) = (folder, port);

    public int Port { get; }

    public static async Task<Bouncer> StartAsync()
    {
        File.Exists(Program).ShouldBeTrue("ops/test installs pgbouncer");
        var server = new NpgsqlConnectionStringBuilder(await Cluster.ConnectionAsync("postgres"));
        var bouncer = new Bouncer(Directory.CreateTempSubdirectory("padel-bouncer-").FullName, Cluster.FreePort());
        await File.WriteAllTextAsync(Path.Combine(bouncer.folder, "users"), "\"padel_app\" \"\"\n");
        await File.WriteAllTextAsync(Path.Combine(bouncer.folder, "ini"), $"""
            [databases]
            * = host={server.Host} port={server.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {bouncer.Port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {bouncer.folder}/users
            pool_mode = transaction
            default_pool_size = 1
            max_client_conn = 300
            query_wait_timeout = 20
            logfile = {bouncer.folder}/log
            pidfile = {bouncer.folder}/pid

            """);
        if (Environment.UserName == "root") await Process.Start("chown", ["-R", "postgres", bouncer.folder]).WaitForExitAsync();
        await Cluster.RunAsync(Program, "-q", "-d", Path.Combine(bouncer.folder, "ini"));
        await bouncer.AnswersAsync();
        return bouncer;
    }

    public async ValueTask DisposeAsync()
    {
        using var process = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "pid")), System.Globalization.CultureInfo.InvariantCulture));
        process.Kill();
        await process.WaitForExitAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task AnswersAsync()
    {
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", Port);
                return;
            }
            catch (SocketException) when (patience.Elapsed < TimeSpan.FromSeconds(60))
            {
                // It is still starting.
            }
        }
    }
}
