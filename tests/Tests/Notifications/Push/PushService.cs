using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Notifications.Push;

/// <summary>An independent push service from npm, with browsers that read what is sealed for them.</summary>
internal sealed class PushService : IAsyncDisposable
{
    private readonly HttpClient http;
    private readonly Process node;

    private PushService(Process node, int port)
    {
        this.node = node;
        http = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}/") };
    }

    public static async Task<PushService> StartAsync(DateTimeOffset now)
    {
        int port;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }
        var start = new ProcessStartInfo("node") { WorkingDirectory = Path.Combine(Repository.Root, "tests", "Tests", "Peers"), RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["serve-push.mjs", $"{port}", now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)]) start.ArgumentList.Add(argument);
        var node = Process.Start(start)!;
        (await node.StandardOutput.ReadLineAsync()).ShouldBe("ready");
        return new PushService(node, port);
    }

    /// <summary>A browser that subscribes with our key.</summary>
    public async Task<Browser> SubscribeAsync(string key)
    {
        var made = await AskAsync("subscribe", new { userVisibleOnly = "true", applicationServerKey = key });
        return new Browser((string)made["endpoint"]!, (string)made["keys"]!["p256dh"]!, (string)made["keys"]!["auth"]!, (string)made["clientHash"]!);
    }

    /// <summary>What the browser could read, in order.</summary>
    public async Task<IReadOnlyList<JsonNode>> ReadAsync(Browser browser) =>
        [.. (await AskAsync("get-notifications", new { clientHash = browser.Id }))["messages"]!.AsArray().Select(text => JsonNode.Parse((string)text!)!)];

    /// <summary>The browser takes nothing any more.</summary>
    public async Task ExpireAsync(Browser browser) => (await http.PostAsync($"expire-subscription/{browser.Id}", null)).EnsureSuccessStatusCode();

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        node.Dispose();
    }

    private async Task<JsonNode> AskAsync(string path, object body)
    {
        var answer = await http.PostAsJsonAsync(path, body);
        var said = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, said);
        return JsonNode.Parse(said)!["data"]!;
    }
}

/// <summary>A browser at the push service.</summary>
internal sealed record Browser(string Endpoint, string PublicKey, string Auth, string Id);
