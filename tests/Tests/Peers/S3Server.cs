using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Peers;

/// <summary>s3rver from npm behind a line of our own, which can be cut in the middle of a file. Its address stays the same through deaths.</summary>
internal sealed class S3Server : IAsyncDisposable
{
    public const string Bucket = "padel-tests";
    private readonly string folder = Directory.CreateTempSubdirectory("padel-s3-").FullName;
    private readonly TcpListener line = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();
    private readonly int port;
    private Process? node;
    private long untilCut = long.MaxValue;

    public S3Server()
    {
        line.Start();
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        port = ((IPEndPoint)free.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    /// <summary>What a process is told about it.</summary>
    public Dictionary<string, string> Settings => new()
    {
        ["Storage:S3:Bucket"] = Bucket,
        ["Storage:S3:Endpoint"] = $"http://127.0.0.1:{((IPEndPoint)line.LocalEndpoint).Port}",
        ["Storage:S3:AccessKey"] = "S3RVER",
        ["Storage:S3:SecretKey"] = "S3RVER",
        // A paused test machine is no dead store.
        ["Storage:S3:Patience"] = "120",
    };

    /// <summary>Bytes of requests that still go through before every connection is cut; <see langword="null"/> for as many as anybody likes.</summary>
    public long? CutAfter
    {
        set => Interlocked.Exchange(ref untilCut, value ?? long.MaxValue);
    }

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = Path.Combine(Repository.Root, "tests", "Tests", "Peers"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var argument in (string[])["serve-s3.mjs", folder, $"{port}", Bucket]) start.ArgumentList.Add(argument);
        node = Process.Start(start)!;
        (await node.StandardOutput.ReadLineAsync()).ShouldBe("ready");
    }

    /// <summary>Dies without a word. What is on its disk stays.</summary>
    public async Task KillAsync()
    {
        node!.Kill();
        await node.WaitForExitAsync();
        node.Dispose();
        node = null;
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        line.Dispose();
        if (node is not null) await KillAsync();
        over.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = CarryAsync(await line.AcceptTcpClientAsync(over.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException) { }
    }

    private async Task CarryAsync(TcpClient caller)
    {
        using var one = caller;
        using var other = new TcpClient();
        try
        {
            await other.ConnectAsync(IPAddress.Loopback, port, over.Token);
            await Task.WhenAny(CopyAsync(one.GetStream(), other.GetStream(), isRequest: true), CopyAsync(other.GetStream(), one.GetStream(), isRequest: false));
        }
        catch (Exception cut) when (cut is IOException or SocketException or OperationCanceledException or ObjectDisposedException) { }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, bool isRequest)
    {
        var buffer = new byte[8192];
        while (await from.ReadAsync(buffer, over.Token) is var read and > 0)
        {
            if (isRequest && Interlocked.Add(ref untilCut, -read) < 0) return;
            await to.WriteAsync(buffer.AsMemory(0, read), over.Token);
        }
    }
}
