using System.Diagnostics;
using System.Reflection;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Browser.House;

/// <summary>
/// The platform as it is shipped: the built program as a process, on a free port, on a throw-away PostgreSQL with the three demo clubs.
/// Started once per run by the first test that needs it.
/// </summary>
internal static class PlatformProcess
{
    private const string Database = "padel_browser";

    private static readonly Lazy<Task<int>> Started = new(StartAsync);

    /// <summary>Folder of the repository.</summary>
    public static string Root { get; } = Metadata("Root");

    /// <summary>Address of a host of the platform, such as <c>smash</c> or <c>admin</c>; without one, the portal's.</summary>
    public static async Task<Uri> AtAsync(string? name) => new($"http://{(name is null ? "" : $"{name}.")}localhost:{await Started.Value}");

    private static async Task<int> StartAsync()
    {
        var port = Cluster.FreePort();
        await Cluster.ExecuteAsync("postgres", $"create database {Database}");
        var owner = await Cluster.ConnectionAsync(Database);
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_CONTENTROOT"] = Path.GetDirectoryName(Program)!,
            ["Padel__PublicPort"] = $"{port}",
            ["Padel__RequestsWaiting"] = "1000",
            ["Limits__Factor"] = "100",
            ["Database__Owner"] = owner,
            ["Database__App"] = owner.Replace("Username=postgres", "Username=padel_app", StringComparison.Ordinal).Replace("Pooling=False", "Pooling=True", StringComparison.OrdinalIgnoreCase),
        };
        await RunAsync(settings, "migrate");
        await RunAsync(settings, "demo", "load", "--dir", Path.Combine(Root, "tenants"));
        await ServeAsync(settings, port);
        return port;
    }

    private static async Task RunAsync(Dictionary<string, string> settings, params string[] arguments)
    {
        using var process = Process.Start(With(settings, new ProcessStartInfo("dotnet", [Program, .. arguments])))!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"padel {string.Join(' ', arguments)} failed:\n{string.Join('\n', await said)}");
    }

    // The shell lives as long as its input is open: when the tests end, however they end, the platform ends with them.
    private static async Task ServeAsync(Dictionary<string, string> settings, int port)
    {
        const string untilInputCloses = "dotnet \"$@\" </dev/null & read -r _; kill -TERM $!; wait";
        var start = With(settings, new ProcessStartInfo("bash", ["-c", untilInputCloses, "padel", Program, "serve", "--urls", $"http://localhost:{port}"]));
        start.RedirectStandardInput = true;
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var log = TextWriter.Synchronized(new StreamWriter(Path.Combine(Kept("test-results"), "Browser.host.log")) { AutoFlush = true });
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null) listening.TrySetException(new InvalidOperationException($"The platform ended at its start; see {Kept("test-results")}/Browser.host.log"));
            log.WriteLine(line.Data);
            if (line.Data?.Contains("Application started", StringComparison.Ordinal) == true) listening.TrySetResult();
        };
        process.ErrorDataReceived += (_, line) => log.WriteLine(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process.StandardInput.Close();
        await listening.Task.WaitAsync(TimeSpan.FromMinutes(2));
    }

    private static ProcessStartInfo With(Dictionary<string, string> settings, ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        foreach (var (key, value) in settings) start.Environment[key] = value;
        return start;
    }

    /// <summary>A folder under <c>.artifacts</c> for what a run leaves behind.</summary>
    public static string Kept(string folder) => Directory.CreateDirectory(Path.Combine(Root, ".artifacts", folder)).FullName;

    private static string Program { get; } = Metadata("Host");

    private static string Metadata(string key) => Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().First(given => given.Key == key).Value!;
}
