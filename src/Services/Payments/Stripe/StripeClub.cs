using PadelSaaS.Payments.Settings;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Stripe;

/// <summary>The club's account at Stripe, as Stripe described it when it was last asked. Nothing in it is secret.</summary>
internal sealed record StripeClub
{
    public string? Account { get; init; }

    public bool ChargesEnabled { get; init; }

    public bool PayoutsEnabled { get; init; }

    public bool DetailsSubmitted { get; init; }

    public string? DisabledReason { get; init; }

    /// <summary>What is missing now, by Stripe's names, such as <c>external_account</c>.</summary>
    public IReadOnlyList<string> Due { get; init; } = [];

    /// <summary>What Stripe is looking at.</summary>
    public IReadOnlyList<string> BeingVerified { get; init; } = [];

    /// <summary>When payments stop if what is missing still is.</summary>
    public DateTimeOffset? Deadline { get; init; }

    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>The club took the platform's hand away in Stripe's own pages.</summary>
    public bool Disconnected { get; init; }

    public static StripeClub Of(StripeAccount account, DateTimeOffset now) => new()
    {
        Account = account.Id,
        ChargesEnabled = account.ChargesEnabled,
        PayoutsEnabled = account.PayoutsEnabled,
        DetailsSubmitted = account.DetailsSubmitted,
        DisabledReason = account.Requirements?.DisabledReason,
        Due = [.. (account.Requirements?.PastDue ?? []).Concat(account.Requirements?.CurrentlyDue ?? []).Distinct()],
        BeingVerified = account.Requirements?.PendingVerification ?? [],
        Deadline = account.Requirements?.CurrentDeadline is { } deadline ? DateTimeOffset.FromUnixTimeSeconds(deadline) : null,
        ReadAt = now,
    };
}

/// <summary>Stripe among the ways to pay: connected on a page of its own.</summary>
internal sealed class StripeAccountForm : IProviderForm
{
    public string Provider => StripeProvider.ProviderName;

    public string Title => "Stripe";

    public string Lead => "Cards and what else your players' banks offer. The money goes to an account of your own.";

    public IReadOnlyList<ProviderField> Fields => [];

    public string? Page => "/manage/payments/stripe";

    public bool Fits(TenantInfo club) => StripeCountries.Has(club.Country);
}

/// <summary>Where a club can have an account. Pakistan is not among them.</summary>
internal static class StripeCountries
{
    private static readonly HashSet<string> All =
    [
        "AE", "AT", "AU", "BE", "BG", "BR", "CA", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GI", "GR", "HK", "HR", "HU", "IE", "IT", "JP", "LI", "LT", "LU", "LV", "MT",
        "MX", "MY", "NL", "NO", "NZ", "PL", "PT", "RO", "SE", "SG", "SI", "SK", "TH", "US",
    ];

    public static bool Has(string country) => All.Contains(country.ToUpperInvariant());
}
