using System.Net.Sockets;
using System.Text;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Edge;

/// <summary>What the server itself refuses, told to it byte by byte.</summary>
public sealed class RealServerTests
{
    [Fact]
    public async Task Headers_lines_and_bodies_beyond_the_limits_are_refused_by_the_server()
    {
        var database = await Template.CloneAsync(nameof(RealServerTests));
        await using var host = new RealHost(database);
        await host.StartAsync();
        Task<string> SayAsync(string line, params string[] headers) => SpeakAsync(host.Port, line, headers, "");
        (await SayAsync("GET / HTTP/1.1", $"X-Long: {new string('x', 33 * 1024)}")).ShouldStartWith("HTTP/1.1 431 ");
        (await SayAsync("GET / HTTP/1.1", [.. Enumerable.Range(0, 100).Select(number => $"X-{number}: y")])).ShouldStartWith("HTTP/1.1 431 ");
        (await SayAsync($"GET /{new string('x', 9 * 1024)} HTTP/1.1")).ShouldStartWith("HTTP/1.1 414 ");
        (await SayAsync("POST /api/v1/auth/login HTTP/1.1", "Content-Type: application/json", "Content-Length: 20000000")).ShouldStartWith("HTTP/1.1 413 ");
        var chunked = await SpeakAsync(host.Port, "POST /api/v1/auth/login HTTP/1.1", ["Content-Type: application/json", "Transfer-Encoding: chunked"], $"90000\r\n\"{new string('x', 0x90000 - 2)}\"\r\n0\r\n\r\n");
        chunked.ShouldStartWith("HTTP/1.1 413 ");
        chunked.ShouldContain("At most 512 kB are taken here.");
        (await SayAsync("GET /api/v1/venues HTTP/1.1")).ShouldStartWith("HTTP/1.1 200 ");

        await host.KillAsync();
        await Cluster.ExecuteAsync("postgres", $"drop database if exists {database} with (force)");
    }

    private static async Task<string> SpeakAsync(int port, string line, string[] headers, string body)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        await using var wire = client.GetStream();
        var heard = new MemoryStream();
        try
        {
            await wire.WriteAsync(Encoding.ASCII.GetBytes($"{line}\r\nHost: madrid.localhost\r\nConnection: close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n{body}"));
            await wire.CopyToAsync(heard);
        }
        catch (IOException)
        {
            // It has said what it had to say, and hung up.
        }
        return Encoding.UTF8.GetString(heard.ToArray());
    }
}
