using Microsoft.AspNetCore.Identity;

namespace PadelSaaS.Identity;

/// <summary>A passkey of an account, as its row.</summary>
internal sealed class Passkey
{
    /// <summary>How many one account may have.</summary>
    public const int Most = 10;

    public required byte[] CredentialId { get; init; }

    public Guid Id { get; init; }

    public Guid UserId { get; init; }

    public required string Name { get; set; }

    public required byte[] PublicKey { get; init; }

    public long SignCount { get; set; }

    public string[] Transports { get; init; } = [];

    public bool IsUserVerified { get; set; }

    public bool IsBackupEligible { get; init; }

    public bool IsBackedUp { get; set; }

    public required byte[] AttestationObject { get; init; }

    public required byte[] ClientDataJson { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; set; }

    public static Passkey Of(User user, UserPasskeyInfo info, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        UserId = user.Id,
        CredentialId = info.CredentialId,
        Name = info.Name ?? "",
        PublicKey = info.PublicKey,
        SignCount = info.SignCount,
        Transports = info.Transports ?? [],
        IsUserVerified = info.IsUserVerified,
        IsBackupEligible = info.IsBackupEligible,
        IsBackedUp = info.IsBackedUp,
        AttestationObject = info.AttestationObject,
        ClientDataJson = info.ClientDataJson,
        CreatedAt = now,
    };

    public UserPasskeyInfo AsInfo() => new(
        CredentialId, PublicKey, CreatedAt, (uint)SignCount, Transports, IsUserVerified, IsBackupEligible, IsBackedUp, AttestationObject, ClientDataJson)
    {
        Name = Name,
    };
}
