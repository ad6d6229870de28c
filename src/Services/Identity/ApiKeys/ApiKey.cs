namespace PadelSaaS.Identity.ApiKeys;

/// <summary>A key that a program of an account carries, as its row.</summary>
internal sealed class ApiKey
{
    /// <summary>How many that work one account may have.</summary>
    public const int Most = 20;

    /// <summary>The longest a key works.</summary>
    public const int MostDays = 365;

    /// <summary>Unless said otherwise.</summary>
    public const int UsualDays = 90;

    public Guid Id { get; init; }

    public Guid UserId { get; init; }

    public required string Name { get; init; }

    public required byte[] Hash { get; init; }

    public required string Tail { get; init; }

    public required string[] Scopes { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }
}
