namespace PadelSaaS.Admins;

/// <summary>Somebody who runs the platform.</summary>
internal sealed class Admin
{
    public required Guid Id { get; init; }

    public required string Email { get; init; }

    public required string Name { get; set; }

    public string? PasswordHash { get; set; }

    public byte[]? TotpSealed { get; set; }

    public long TotpStep { get; set; }

    public int Failed { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }

    public DateTimeOffset? DisabledAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A link by which an admin sets up their access, once.</summary>
internal sealed class AdminLink
{
    public required byte[] Hash { get; init; }

    public required Guid AdminId { get; init; }

    public required byte[] TotpSealed { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>A browser an admin is signed in with.</summary>
internal sealed class AdminSession
{
    /// <summary>An admin who does nothing for this long has left.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>A working day: then password and code are asked for again.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    public required Guid Id { get; init; }

    public required Guid AdminId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUsedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public string? Ip { get; init; }

    public string? UserAgent { get; init; }

    public bool IsAlive(DateTimeOffset now) => EndedAt is null && LastUsedAt + Idle > now && CreatedAt + Longest > now;
}
