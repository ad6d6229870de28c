namespace PadelSaaS.Identity;

/// <summary>An account's authenticator app.</summary>
internal sealed class SecondFactorRow
{
    /// <summary>The account.</summary>
    public Guid Id { get; init; }

    public required byte[] Secret { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    public long LastStep { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A way in for who lost the phone.</summary>
internal sealed record RecoveryCode(byte[] Hash, Guid UserId, DateTimeOffset CreatedAt, DateTimeOffset? UsedAt)
{
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>How many an account gets at once.</summary>
    public const int Count = 10;

    /// <summary>As typed, with whatever is between the groups.</summary>
    public const int Longest = 40;

    /// <summary>Eighty random bits in groups of four, without letters that look alike.</summary>
    public static string New() =>
        string.Join('-', System.Security.Cryptography.RandomNumberGenerator.GetString(Letters, 16).Chunk(4).Select(group => new string(group)));

    /// <summary>As stored: however it is typed.</summary>
    public static byte[] HashOf(string typed) => Platform.Security.LinkSecrets.HashOf(string.Concat(typed.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)));
}
