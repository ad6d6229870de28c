using System.Net;
using System.Net.Sockets;
using DnsClient;
using DnsClient.Protocol;
using Microsoft.Extensions.Configuration;

namespace PadelSaaS.Tenants.Domains;

/// <summary>Asks the DNS what a zone says, from the machine's own name servers or those of <c>Dns:Servers</c> (addresses with a port, by commas).</summary>
internal sealed class ZoneReader(IConfiguration configuration)
{
    private readonly Lazy<LookupClient> client = new(() => Client(configuration["Dns:Servers"]));

    /// <summary>The texts at a name, each joined from its pieces; empty where the zone has none, <see langword="null"/> where nobody answered.</summary>
    public async Task<IReadOnlyList<string>?> TextsAsync(string name, CancellationToken stop)
    {
        try
        {
            var answer = await client.Value.QueryAsync(name, QueryType.TXT, cancellationToken: stop);
            if (answer.HasError && answer.Header.ResponseCode != DnsHeaderResponseCode.NotExistentDomain) return null;
            return [.. answer.Answers.OfType<TxtRecord>().Select(record => string.Concat(record.Text).Trim())];
        }
        catch (Exception silent) when (silent is DnsResponseException or SocketException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private static LookupClient Client(string? servers)
    {
        IPEndPoint[] named = [.. (servers ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(IPEndPoint.Parse)];
        var options = named.Length > 0 ? new LookupClientOptions(named) : new LookupClientOptions();
        options.UseCache = false;
        options.Timeout = TimeSpan.FromSeconds(3);
        options.Retries = 1;
        options.ThrowDnsErrors = false;
        return new LookupClient(options);
    }
}
