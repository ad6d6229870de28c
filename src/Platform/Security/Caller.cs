using System.Globalization;
using System.Security.Claims;

namespace PadelSaaS.Platform.Security;

/// <summary>Who is asking, as far as the request could prove it.</summary>
/// <param name="AccountId">Account at this club; <see langword="null"/> for a guest.</param>
/// <param name="Name">Name to greet with and to write into histories.</param>
/// <param name="Email">Address of the account.</param>
/// <param name="Abilities">What the account may do here. Use cases ask for an ability, never for a role.</param>
public sealed record Caller(Guid? AccountId, string Name, string? Email, IReadOnlySet<string> Abilities)
{
    /// <summary>A guest.</summary>
    public static readonly Caller Nobody = new(null, "", null, new HashSet<string>());

    /// <summary>The platform admin who acts as this account; every page says so.</summary>
    public string? Impersonator { get; init; }

    /// <summary>From when on this session opens nothing but the page that sets up a second factor; <see langword="null"/> where none is asked for, or it was shown.</summary>
    public DateTimeOffset? SecondFactorDue { get; init; }

    /// <summary>Whether somebody is signed in.</summary>
    public bool IsKnown => AccountId is not null;

    /// <summary>Whether the caller may do this here.</summary>
    public bool May(string ability) => Abilities.Contains(ability);

    /// <summary>The caller a validated cookie or token speaks of.</summary>
    public static Caller From(ClaimsPrincipal user)
    {
        if (!Guid.TryParse(user.FindFirstValue(Claims.Account), out var id)) return Nobody;
        return new Caller(id, user.FindFirstValue(Claims.Name) ?? "", user.FindFirstValue(Claims.Email), user.FindAll(Claims.Ability).Select(claim => claim.Value).ToHashSet())
        {
            Impersonator = user.FindFirstValue(Claims.Impersonator),
            SecondFactorDue = user.FindFirstValue(Claims.SecondFactorDue) is { } due ? DateTimeOffset.ParseExact(due, "O", CultureInfo.InvariantCulture) : null,
        };
    }
}
