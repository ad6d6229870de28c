using System.Diagnostics;
using System.Net.Http.Json;

namespace PadelSaaS.Tests.House;

/// <summary>
/// The built host as a process of its own on a database, with everything turning, to be killed like a machine that loses power.
/// It keeps its port over its lives, so that its clients only see a line that breaks.
/// </summary>
public sealed class RealHost(string database) : IAsyncDisposable
{
    /// <summary>How long an answer is waited for, over all the deaths on the way.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    private const int MostWords = 400;
    private readonly int port = Cluster.FreePort();
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly Queue<string> lastWords = new();
    private Process? process;
    private int answers;

    /// <summary>Where it listens, on 127.0.0.1.</summary>
    public int Port => port;

    /// <summary>How often it died so far.</summary>
    public int Deaths { get; private set; }

    /// <summary>Requests it answered in all its lives.</summary>
    public int Answers => Volatile.Read(ref answers);

    /// <summary>Whether it is alive.</summary>
    public bool IsAlive => process is { HasExited: false };

    /// <summary>More settings of its next lives, such as <c>Payments__Faults</c>.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="crashAt">Place at which it is to die by itself.</param>
    public async Task StartAsync(string? crashAt = null)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var word in new[] { Path.Combine(AppContext.BaseDirectory, "padel.dll"), "serve", "--urls", $"http://127.0.0.1:{port}" }) start.ArgumentList.Add(word);
        var owner = await Cluster.ConnectionAsync(database);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Database__Owner"] = owner;
        start.Environment["Database__App"] = owner.Replace("Username=postgres", "Username=padel_app", StringComparison.Ordinal).Replace("Pooling=False", "Pooling=True", StringComparison.OrdinalIgnoreCase);
        start.Environment["Limits__Factor"] = "1000";
        start.Environment["Jobs__Run"] = "off";
        start.Environment["PADEL_CRASH_AT"] = crashAt ?? "";
        foreach (var (name, value) in Settings) start.Environment[name] = value;
        Keep($"--- life {Deaths + 1}, to die at {crashAt ?? "a moment of the test's choice"}");
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < Patience && !process.HasExited)
        {
            try
            {
                if ((await client.GetAsync(new Uri($"http://127.0.0.1:{port}/health"))).IsSuccessStatusCode) return;
            }
            catch (Exception broken) when (broken is HttpRequestException or System.Net.Sockets.SocketException)
            {
                // Not listening yet.
            }
            await Task.Delay(50);
        }
        // The place may lie in what it finds to do at once.
        if ((crashAt is not null || Settings.ContainsKey("PADEL_CRASH_ODDS")) && process is { HasExited: true, ExitCode: 137 }) return;
        throw new InvalidOperationException($"The host did not come up:\n{Words()}");
    }

    /// <summary>SIGKILL: no finally block runs, no buffer is flushed.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await DeathAsync();
    }

    /// <summary>Waits until it has died by itself.</summary>
    public async Task DeathAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process!.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"The host is still alive:\n{Words()}");
        }
        Deaths++;
        process.Dispose();
        process = null;
    }

    /// <summary>Asks the club in Madrid until it gets an answer that is no excuse, whatever happens to the host meanwhile.</summary>
    public async Task<(int Status, string Body)> InsistAsync(HttpMethod method, string path, object? body = null, string? idempotencyKey = null, string? bookingKey = null)
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < Patience)
        {
            using var request = new HttpRequestMessage(method, $"http://127.0.0.1:{port}{path}");
            request.Headers.Host = $"madrid.localhost:{port}";
            if (body is not null) request.Content = JsonContent.Create(body);
            if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
            if (bookingKey is not null) request.Headers.Add("X-Booking-Key", bookingKey);
            try
            {
                using var answer = await client.SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                Interlocked.Increment(ref answers);
                if ((int)answer.StatusCode < 500) return ((int)answer.StatusCode, text);
                lock (lastWords) lastWords.Enqueue($"{method} {path}: {(int)answer.StatusCode}");
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException or OperationCanceledException or System.Net.Sockets.SocketException)
            {
                // The line broke: nobody knows whether it was done. Ask again.
            }
            await Task.Delay(40);
        }
        throw new InvalidOperationException($"{method} {path} was never answered:\n{Words()}");
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null) await KillAsync();
        client.Dispose();
    }

    private void Keep(string? line)
    {
        lock (lastWords)
        {
            if (line is not null) lastWords.Enqueue(line);
            while (lastWords.Count > MostWords) lastWords.Dequeue();
        }
    }

    /// <summary>What it wrote last.</summary>
    public string Words()
    {
        lock (lastWords) return string.Join('\n', lastWords);
    }
}
