using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PadelSaaS.Load;

/// <summary>
/// One keep-alive HTTP/1.1 connection that does no more than a measurement needs: writes a request, reads one answer. It costs a fraction
/// of a full client, which matters when the load and the server share two cores.
/// </summary>
internal sealed class Wire(int port, string host, string? from = null) : IDisposable
{
    private readonly byte[] buffer = new byte[256 * 1024];
    private Socket? socket;
    private int filled;

    /// <summary>Gets a path and the text that is there.</summary>
    public Task<Answer> GetAsync(string path, CancellationToken stop) => SendAsync(Get(path), true, stop);

    /// <summary>Gets a path; the text is received and not made into a string, which would cost more than the server's work.</summary>
    public Task<Answer> LookAsync(string path, CancellationToken stop) => SendAsync(Get(path), false, stop);

    /// <summary>Posts JSON.</summary>
    public Task<Answer> PostAsync(string path, string json, string? key, CancellationToken stop)
    {
        var body = Encoding.UTF8.GetByteCount(json);
        var header = key is null ? "" : $"X-Booking-Key: {key}\r\n";
        return SendAsync(Encoding.UTF8.GetBytes($"POST {path} HTTP/1.1\r\nHost: {host}\r\n{From}Content-Type: application/json\r\nContent-Length: {body}\r\n{header}\r\n{json}"), true, stop);
    }

    public void Dispose() => socket?.Dispose();

    public async Task ConnectAsync(CancellationToken stop)
    {
        socket?.Dispose();
        socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        filled = 0;
        await socket.ConnectAsync(IPAddress.Loopback, port, stop);
    }

    private byte[] Get(string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {host}\r\n{From}\r\n");

    // A proxy's word, for a server that believes this machine.
    private string From => from is null ? "" : $"X-Forwarded-For: {from}\r\n";

    private async Task<Answer> SendAsync(byte[] request, bool withBody, CancellationToken stop)
    {
        if (socket is not { Connected: true }) await ConnectAsync(stop);
        try
        {
            await socket!.SendAsync(request, stop);
            return await ReadAsync(withBody, stop);
        }
        catch (Exception broken) when (broken is SocketException or EndOfStreamException)
        {
            socket!.Dispose();
            socket = null;
            return new Answer(0, "");
        }
    }

    private async Task<Answer> ReadAsync(bool withBody, CancellationToken stop)
    {
        filled = 0;
        int head;
        while ((head = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0) await FillAsync(stop);
        var start = head + 4;
        if (!Utf8Parser.TryParse(buffer.AsSpan(9, 3), out int status, out _)) throw new EndOfStreamException();
        var length = LengthOf(buffer.AsSpan(0, head));
        if (length is { } known)
        {
            while (filled < start + known) await FillAsync(stop);
            return new Answer(status, withBody ? Encoding.UTF8.GetString(buffer, start, known) : "");
        }
        while (!buffer.AsSpan(start, filled - start).EndsWith("0\r\n\r\n"u8)) await FillAsync(stop);
        return new Answer(status, withBody ? Unchunk(buffer.AsSpan(start, filled - start)) : "");
    }

    private async Task FillAsync(CancellationToken stop)
    {
        var read = await socket!.ReceiveAsync(buffer.AsMemory(filled), stop);
        filled += read > 0 ? read : throw new EndOfStreamException();
    }

    private static int? LengthOf(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        return at >= 0 && Utf8Parser.TryParse(head[(at + 16)..], out int length, out _) ? length : head.IndexOf("chunked"u8) >= 0 ? null : 0;
    }

    private static string Unchunk(ReadOnlySpan<byte> chunks)
    {
        var text = new StringBuilder();
        while (Utf8Parser.TryParse(chunks, out int size, out var digits, 'x') && size > 0)
        {
            text.Append(Encoding.UTF8.GetString(chunks.Slice(digits + 2, size)));
            chunks = chunks[(digits + 2 + size + 2)..];
        }
        return text.ToString();
    }
}

/// <summary>What came back. Status 0 is a broken connection.</summary>
internal sealed record Answer(int Status, string Body);
