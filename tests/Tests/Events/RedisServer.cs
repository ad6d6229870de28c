using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Tests.House;
using StackExchange.Redis;

namespace PadelSaaS.Tests.Events;

/// <summary>A real redis-server, to be killed like a machine that loses power and started again where it was.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly int port = Cluster.FreePort();
    private readonly string folder = Directory.CreateTempSubdirectory("padel-redis-").FullName;
    private Process? process;

    /// <summary>For <c>Redis:Connection</c>.</summary>
    public string Address => $"127.0.0.1:{port}";

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("redis-server") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in new[] { "--port", $"{port}", "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "no", "--daemonize", "no" }) start.ArgumentList.Add(word);
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(50))
        {
            try
            {
                await AskAsync("PING");
                return;
            }
            catch (RedisException)
            {
                // Not listening yet.
            }
        }
        throw new InvalidOperationException("redis-server did not come up.");
    }

    /// <summary>Writes down all it knows, for its next life.</summary>
    public Task SaveAsync() => AskAsync("SAVE");

    /// <summary>Waits until a process hears it: on a machine with other work the first answer may come late, and it then rests before it asks again.</summary>
    public static async Task HeardByAsync(PlatformFixture process)
    {
        for (var patience = Stopwatch.StartNew(); !await process.Services.GetRequiredService<SharedMemory>().AnswersAsync(); await Task.Delay(100)) patience.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await KillAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task AskAsync(string command)
    {
        var line = await ConnectionMultiplexer.ConnectAsync($"{Address},abortConnect=true,connectTimeout=2000,syncTimeout=20000");
        await line.GetDatabase().ExecuteAsync(command);
        // Disposing waits out the longest answer there could be: twenty seconds.
        await line.CloseAsync(allowCommandsToComplete: false);
    }
}
