using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace PadelSaaS.Platform.Data;

/// <summary>A numbered SQL script of one service. Scripts go forward only and are never edited once they have run anywhere.</summary>
/// <param name="Name">Such as <c>0001_bookings</c>.</param>
/// <param name="Shared">True for the schema <c>platform</c>, false for every tenant's schema.</param>
public sealed record Script(string Service, string Name, string Sql, bool Shared)
{
    /// <summary>Fingerprint of the text, to notice a script that was edited after it ran.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));
}

/// <summary>Where a service keeps its scripts: <c>Schema/platform/*.sql</c> for shared tables, <c>Schema/tenant/*.sql</c> for each tenant's.</summary>
public sealed record ScriptSource(string Service, Assembly Assembly);

/// <summary>All scripts of the house: Platform's first, then each service's in the order of the host's table.</summary>
public sealed class Scripts(IEnumerable<ScriptSource> sources)
{
    private readonly List<Script> all = [.. sources.SelectMany(Read)];

    /// <summary>Scripts for the schema <c>platform</c>.</summary>
    public IEnumerable<Script> Shared => all.Where(script => script.Shared);

    /// <summary>Scripts for a tenant's schema.</summary>
    public IEnumerable<Script> Tenant => all.Where(script => !script.Shared);

    private static IEnumerable<Script> Read(ScriptSource source)
    {
        foreach (var resource in source.Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(source.Assembly.GetManifestResourceStream(resource)!);
            var path = resource[(resource.IndexOf(".Schema.", StringComparison.Ordinal) + ".Schema.".Length)..].Replace('\\', '/').Split('/');
            yield return new Script(source.Service, path[^1][..^".sql".Length], reader.ReadToEnd(), Shared: path[0] == "platform");
        }
    }
}
