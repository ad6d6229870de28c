namespace PadelSaaS.Players;

/// <summary>Somebody who plays at the club, as their row says.</summary>
internal sealed class Customer
{
    public required Guid Id { get; init; }

    /// <summary>Their account; <see langword="null"/> for a guest.</summary>
    public Guid? AccountId { get; set; }

    public required string Name { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }

    /// <summary>Two-letter code of the language they are written to in.</summary>
    public required string Language { get; set; }

    public string[] Tags { get; set; } = [];

    public DateTimeOffset? BlockedAt { get; set; }

    public string? BlockedReason { get; set; }

    /// <summary>When they agreed to hear of offers; <see langword="null"/> for whom nobody asked or who said no.</summary>
    public DateTimeOffset? MarketingConsentAt { get; set; }

    /// <summary>The customer this one turned out to be.</summary>
    public Guid? MergedInto { get; set; }

    public string Searched { get; private set; } = "";

    /// <summary>What rows were searched by that turned out to be this customer.</summary>
    public string AlsoSearched { get; set; } = "";

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Rises with every change.</summary>
    public int Revision { get; set; } = 1;

    /// <summary>Notes a change: what is searched follows what is written.</summary>
    public void Touch(DateTimeOffset now) => (Searched, UpdatedAt, Revision) = ($"{Folded.Searched(Name, Email)} {AlsoSearched}".TrimEnd(), now, Revision + 1);
}
