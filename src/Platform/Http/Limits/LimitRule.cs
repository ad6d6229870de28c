using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace PadelSaaS.Platform.Http;

/// <summary>So many at once, and so many a minute from then on.</summary>
/// <param name="Name">As in the settings: <c>Limits:Caller:Burst</c>, <c>Limits:Caller:PerMinute</c>.</param>
public sealed record LimitRule(string Name, int Burst, int PerMinute);

/// <summary>The rules, as configured. <c>Limits:Factor</c> multiplies them all.</summary>
public sealed class LimitRules(IConfiguration configuration)
{
    /// <summary>Everything of one club, whoever asks: ten thousand people who look every few seconds.</summary>
    public LimitRule Tenant { get; } = Read(configuration, "Tenant", 6000, 90_000);

    /// <summary>Searches at one club, whoever asks: from many networks each may be within its own.</summary>
    public LimitRule TenantSearch { get; } = Read(configuration, "TenantSearch", 1000, 12_000);

    /// <summary>Everything of one account, or of one network where nobody is signed in: a whole club's Wi-Fi in a rush.</summary>
    public LimitRule Caller { get; } = Read(configuration, "Caller", 900, 1800);

    /// <summary>By effort, of one account or network.</summary>
    public IReadOnlyDictionary<Effort, LimitRule> ByEffort { get; } = new Dictionary<Effort, LimitRule>
    {
        [Effort.SignIn] = Read(configuration, "SignIn", 100, 30),
        [Effort.Link] = Read(configuration, "Link", 30, 10),
        [Effort.Search] = Read(configuration, "Search", 300, 300),
        [Effort.Export] = Read(configuration, "Export", 10, 4),
        [Effort.Upload] = Read(configuration, "Upload", 40, 20),
    };

    /// <summary>Requests of one club that run at once (<c>Limits:TenantAtOnce</c>), so that neither the places nor the cores of a process are all one club's.</summary>
    public int TenantAtOnce { get; } = configuration.GetValue("Limits:TenantAtOnce", Math.Max(8, Environment.ProcessorCount * 4));

    private static LimitRule Read(IConfiguration configuration, string name, int burst, int perMinute)
    {
        var factor = configuration.GetValue("Limits:Factor", 1);
        var (most, rate) = (configuration.GetValue($"Limits:{name}:Burst", burst), configuration.GetValue($"Limits:{name}:PerMinute", perMinute));
        return most > 0 && rate > 0 && factor > 0 ? new LimitRule(name, most * factor, rate * factor)
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Limits:{name} has to allow something: {most} at once and {rate} a minute do not."));
    }
}
