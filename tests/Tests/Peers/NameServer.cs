using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Peers;

/// <summary>An independent name server from npm, whose zones say what a test tells it.</summary>
internal sealed class NameServer : IAsyncDisposable
{
    private readonly Process node;

    private NameServer(Process node, int port) => (this.node, Address) = (node, $"127.0.0.1:{port}");

    /// <summary>Address and port.</summary>
    public string Address { get; }

    public static async Task<NameServer> StartAsync()
    {
        int port;
        using (var free = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0))) port = ((IPEndPoint)free.Client.LocalEndPoint!).Port;
        var start = new ProcessStartInfo("node") { WorkingDirectory = Path.Combine(Repository.Root, "tests", "Tests", "Peers"), RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["serve-dns.mjs", $"{port}"]) start.ArgumentList.Add(argument);
        var node = Process.Start(start)!;
        (await node.StandardOutput.ReadLineAsync()).ShouldBe("ready");
        return new NameServer(node, port);
    }

    /// <summary>Writes the TXT records of a name; with <see langword="null"/> nobody answers for it.</summary>
    public async Task WriteAsync(string name, params string[]? texts)
    {
        await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { name, texts }));
        (await node.StandardOutput.ReadLineAsync()).ShouldBe("noted");
    }

    public async ValueTask DisposeAsync()
    {
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        node.Dispose();
    }
}
