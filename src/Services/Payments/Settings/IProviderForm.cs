using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Settings;

/// <summary>What a club has to say before it can take money by a provider. A provider without one needs nothing.</summary>
internal interface IProviderForm
{
    /// <summary>As in <see cref="IPaymentProvider.Name"/>.</summary>
    string Provider { get; }

    /// <summary>What people call it.</summary>
    string Title { get; }

    /// <summary>The name players choose it by; <see langword="null"/> where it takes any card.</summary>
    string? PlayersName => null;

    /// <summary>A sentence about it, a key of the words.</summary>
    string Lead { get; }

    /// <summary>What is typed in; none where the account is connected on a page of its own.</summary>
    IReadOnlyList<ProviderField> Fields { get; }

    /// <summary>Path of the page where the account is connected; it decides by itself when the account is ready.</summary>
    string? Page => null;

    /// <summary>Whether a club of this country and currency can use it at all.</summary>
    bool Fits(TenantInfo club) => true;
}

/// <summary>Something to type in.</summary>
/// <param name="Name">Name in the stored JSON.</param>
/// <param name="Label">What it is called, a key of the words.</param>
/// <param name="Secret">Sealed, and never shown again.</param>
/// <param name="Pattern">What it has to look like, a regular expression for all of it.</param>
/// <param name="Wrong">What to say when it does not.</param>
internal sealed record ProviderField(string Name, string Label, bool Secret = false, bool Required = true, string? Hint = null, string? Pattern = null, string? Wrong = null)
{
    public const int Most = 200;
}
