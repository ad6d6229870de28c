using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace PadelSaaS.Identity;

/// <summary>A key as memory knows it. Published from the moment it is stored until it is retired; it signs from its time until its successor does.</summary>
/// <param name="Jwk">The public half, as it is published.</param>
/// <param name="RetiresAt">When the last token it signed is over; unknown as long as it has no successor.</param>
internal sealed record SigningKey(JsonWebKey Signer, JsonWebKey Public, string Jwk, DateTimeOffset SignsFrom, DateTimeOffset? RetiresAt);

/// <summary>How long keys live: <c>Identity:SigningKeyDays</c> (30), of which the successor is published <c>Identity:SigningKeyLeadHours</c> (24) before it signs.</summary>
internal sealed class SigningKeyTimes
{
    /// <summary>From the end of signing to the end of the last token: its life, a process that learned late, and clocks that differ.</summary>
    public static readonly TimeSpan Overlap = AccessTokens.Lifetime + TimeSpan.FromMinutes(15);

    public SigningKeyTimes(IConfiguration configuration)
    {
        Age = TimeSpan.FromDays(configuration.GetValue("Identity:SigningKeyDays", 30));
        Lead = TimeSpan.FromHours(configuration.GetValue("Identity:SigningKeyLeadHours", 24));
        if (Lead < TimeSpan.FromHours(1) || Lead + Overlap >= Age) throw new InvalidOperationException("Identity:SigningKeyLeadHours has to be at least 1, and less than Identity:SigningKeyDays.");
    }

    public TimeSpan Age { get; }

    /// <summary>How long before it signs a key is published. Whoever keeps our keys longer than that meets a token they cannot check.</summary>
    public TimeSpan Lead { get; }

    /// <summary>How long others may keep what we publish.</summary>
    public TimeSpan MayBeKept => Lead / 2 < TimeSpan.FromHours(1) ? Lead / 2 : TimeSpan.FromHours(1);

    /// <summary>Whether it is time for the successor of the newest key.</summary>
    public bool WantsSuccessor(DateTimeOffset newestSignsFrom, DateTimeOffset now) => newestSignsFrom + Age - Lead <= now;
}
