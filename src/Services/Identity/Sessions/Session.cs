namespace PadelSaaS.Identity;

/// <summary>A device somebody signed in on. Its cookie or its tokens live exactly as long as it does.</summary>
internal sealed class Session
{
    /// <summary>A device nobody used for this long is signed out.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromDays(7);

    /// <summary>However busy, a device asks for the password again after this time.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    public Guid Id { get; private init; }

    public Guid UserId { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset LastUsedAt { get; private set; }

    /// <summary>When it ends unless somebody uses it before.</summary>
    public DateTimeOffset EndsAt { get; private set; }

    public string? UserAgent { get; private init; }

    public string? Ip { get; private init; }

    /// <summary>One of <see cref="Proofs"/>.</summary>
    public string Proof { get; private set; } = Proofs.Password;

    public DateTimeOffset? RevokedAt { get; private set; }

    public string? RevokedReason { get; private set; }

    public static Session Begin(Guid userId, string? userAgent, string? ip, DateTimeOffset now, string proof = Proofs.Password) => new()
    {
        Id = Guid.CreateVersion7(now),
        UserId = userId,
        CreatedAt = now,
        LastUsedAt = now,
        EndsAt = now + Idle,
        UserAgent = userAgent,
        Ip = ip,
        Proof = proof,
    };

    public bool IsAlive(DateTimeOffset now) => RevokedAt is null && EndsAt > now;

    public void Use(DateTimeOffset now)
    {
        var last = CreatedAt + Longest;
        (LastUsedAt, EndsAt) = (now, now + Idle < last ? now + Idle : last);
    }

    /// <summary>A passkey was made or shown here: whoever sits here has both.</summary>
    public void ShowPasskey() => Proof = Proofs.Passkey;

    public void Revoke(string reason, DateTimeOffset now) => (RevokedAt, RevokedReason) = (now, reason);
}
