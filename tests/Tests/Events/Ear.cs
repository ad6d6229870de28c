using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Events;

/// <summary>An open page's line to the server: reads what is said until it is hung up.</summary>
internal sealed class Ear : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly CancellationTokenSource gone = new();
    private readonly HttpClient client;
    private StreamReader? reader;

    private Ear(HttpClient client) => this.client = client;

    public HttpResponseMessage Answer { get; private set; } = null!;

    public static async Task<Ear> OpenAsync(PlatformFixture platform, string host, string path, Visitor? who = null)
    {
        var ear = new Ear(platform.Server.CreateClient());
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{host}.localhost{path}"));
        if (who is not null) request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", who.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        ear.Answer = await ear.client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ear.gone.Token);
        if (ear.Answer.StatusCode == HttpStatusCode.OK) ear.reader = new StreamReader(await ear.Answer.Content.ReadAsStreamAsync());
        return ear;
    }

    /// <summary>Waits for the next line that begins so.</summary>
    public async Task<string> HearAsync(string beginning)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(gone.Token);
        patience.CancelAfter(Patience);
        while (await reader!.ReadLineAsync(patience.Token) is { } line)
            if (line.StartsWith(beginning, StringComparison.Ordinal)) return line;
        throw new InvalidOperationException($"The line ended before it said \"{beginning}\".");
    }

    /// <summary>Reads until the server hangs up; all that was still said.</summary>
    public async Task<string> ToTheEndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await reader!.ReadToEndAsync(patience.Token);
    }

    public void Dispose()
    {
        gone.Cancel();
        Answer.Dispose();
        client.Dispose();
        gone.Dispose();
    }
}
