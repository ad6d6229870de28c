using System.Diagnostics;
using System.Net.Sockets;
using PadelSaaS.Load;
using PadelSaaS.Tests.House;

if (args is ["bare", var barePort, var connection, var schemaName])
{
    await Bare.RunAsync(int.Parse(barePort, System.Globalization.CultureInfo.InvariantCulture), connection, schemaName);
    return 0;
}

var seconds = args.SkipWhile(word => word != "--seconds").Skip(1).Select(word => int.Parse(word, System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault(10);
var chosen = args.Where(word => !word.StartsWith('-') && !int.TryParse(word, out _)).ToHashSet();
if (chosen.Count == 0) chosen = ["reads", "weeks", "writes", "mix", "people", "overload", "facts", "flood"];

// The server keeps its promise to survive a crash: that is what production pays for.
Cluster.Durability = "-c fsync=on -c synchronous_commit=on -c shared_buffers=512MB -c max_wal_size=4GB";
await Cluster.ExecuteAsync("postgres", "create database load");
var owner = await Cluster.ConnectionAsync("load");
var app = owner.Replace("Username=postgres", "Username=padel_app", StringComparison.Ordinal).Replace("Pooling=False", "Pooling=True", StringComparison.OrdinalIgnoreCase);
var host = Path.Combine(AppContext.BaseDirectory, "padel.dll");
var environment = new Dictionary<string, string>
{
    ["Database__Owner"] = owner,
    ["Database__App"] = app,
    ["ASPNETCORE_ENVIRONMENT"] = "Production",
    // What is measured is the work, and all of it comes from one address; what the limits do is a scenario of its own.
    ["Limits__Factor"] = "100000",
    ["Limits__TenantAtOnce"] = "1000",
    ["Security__MasterKeys"] = $"load:{Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32))}",
};
var folder = Directory.CreateTempSubdirectory("padel-load").FullName;
Directory.CreateDirectory(Path.Combine(folder, "load"));
File.Copy(Path.Combine(AppContext.BaseDirectory, "club.json"), Path.Combine(folder, "load", "tenant.json"));
await RunAsync("migrate");
await RunAsync("tenant", "apply", Path.Combine(folder, "load"));
var schema = await Cluster.ScalarAsync<string>("load", "select schema_name from platform.tenants");
await Cluster.ExecuteAsync("load", Seed.Sql(schema));

var (platformPort, baselinePort) = (Cluster.FreePort(), Cluster.FreePort());
using var platformProcess = Start(host, "serve", "--urls", $"http://127.0.0.1:{platformPort}");
using var bareProcess = Start(typeof(Bare).Assembly.Location, "bare", $"{baselinePort}", app, schema);
try
{
    await ListensAsync(platformPort);
    await ListensAsync(baselinePort);
    var platform = new PlatformTarget(platformPort);
    var places = await Places.ReadAsync(platform, CancellationToken.None);
    Console.WriteLine($"{Environment.ProcessorCount} cores; PostgreSQL, platform, baseline and load on the same machine; every figure of one run.");
    var scenarios = new Scenarios(platform, new BareTarget(baselinePort), places, seconds);
    if (chosen.Contains("weeks")) await WeeksAsync(scenarios);
    await scenarios.RunAsync(chosen);
    if (chosen.Contains("facts")) await new FactFlow(schema, seconds).RunAsync(unconcerned: 20_000, written: 4_000, pace: 200);
    if (chosen.Contains("flood")) await FloodAsync();
}
finally
{
    platformProcess.Kill();
    bareProcess.Kill();
    Directory.Delete(folder, recursive: true);
}
return 0;

async Task RunAsync(params string[] words)
{
    using var process = Start(host, words);
    await process.WaitForExitAsync();
    if (process.ExitCode != 0) throw new InvalidOperationException($"padel {string.Join(' ', words)} failed.");
}

// The processes without memory live only as long as they are asked: their couriers would take part in everything else.
async Task WeeksAsync(Scenarios scenarios)
{
    var (noDays, nothing) = (Cluster.FreePort(), Cluster.FreePort());
    using var first = StartForgetful(noDays, "Padel__EntriesForgotten", "day:");
    using var second = StartForgetful(nothing, "Padel__EntriesRemembered", "0");
    try
    {
        await ListensAsync(noDays);
        await ListensAsync(nothing);
        await scenarios.WeeksAsync(new PlatformTarget(noDays), new PlatformTarget(nothing), clients: 100);
    }
    finally
    {
        first.Kill();
        second.Kill();
    }
}

// A process with the limits of production, and a second club beside the one that is flooded.
async Task FloodAsync()
{
    Directory.CreateDirectory(Path.Combine(folder, "calm"));
    await File.WriteAllTextAsync(Path.Combine(folder, "calm", "tenant.json"), (await File.ReadAllTextAsync(Path.Combine(folder, "load", "tenant.json"))).Replace("\"slug\": \"load\"", "\"slug\": \"calm\"", StringComparison.Ordinal));
    await RunAsync("tenant", "apply", Path.Combine(folder, "calm"));
    var port = Cluster.FreePort();
    environment.Remove("Limits__Factor");
    environment.Remove("Limits__TenantAtOnce");
    using var process = StartForgetful(port, "Padel__Proxies", "127.0.0.1");
    try
    {
        await ListensAsync(port);
        await new Flood(new PlatformTarget(port, "load"), new PlatformTarget(port, "calm"), seconds).RunAsync();
    }
    finally
    {
        process.Kill();
    }
}

Process StartForgetful(int port, string name, string value)
{
    environment[name] = value;
    var process = Start(host, "serve", "--urls", $"http://127.0.0.1:{port}");
    environment.Remove(name);
    return process;
}

Process Start(string program, params string[] words)
{
    var start = new ProcessStartInfo("dotnet") { WorkingDirectory = AppContext.BaseDirectory };
    start.ArgumentList.Add(program);
    foreach (var word in words) start.ArgumentList.Add(word);
    foreach (var (name, value) in environment) start.Environment[name] = value;
    return Process.Start(start)!;
}

static async Task ListensAsync(int port)
{
    for (var attempt = 0; attempt < 100; attempt++)
    {
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync("127.0.0.1", port);
            return;
        }
        catch (SocketException)
        {
            await Task.Delay(100);
        }
    }
    throw new TimeoutException($"Nobody listens on port {port}.");
}
