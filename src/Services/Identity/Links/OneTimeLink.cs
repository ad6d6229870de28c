using System.Text.Json;

namespace PadelSaaS.Identity;

/// <summary>A link that was sent to an address, works once and until a time.</summary>
internal sealed class OneTimeLink
{
    public Guid Id { get; init; }

    public required byte[] Hash { get; init; }

    public required string Purpose { get; init; }

    public Guid? UserId { get; init; }

    public required string Address { get; init; }

    public byte[]? Browser { get; init; }

    public string? Data { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>What was asked for when it was made.</summary>
    public T Read<T>() => JsonSerializer.Deserialize<T>(Data!, JsonSerializerOptions.Web)!;

    public static string Write(object data) => JsonSerializer.Serialize(data, JsonSerializerOptions.Web);
}

/// <summary>What has become of a link.</summary>
internal enum LinkState
{
    /// <summary>It works.</summary>
    Open,

    /// <summary>It has done its work, or a newer one has.</summary>
    Used,

    /// <summary>It was not followed in time.</summary>
    Expired,

    /// <summary>It was never made here, or is long forgotten.</summary>
    Unknown,
}

/// <summary>A link to be made and sent.</summary>
/// <param name="Page">Page that takes it, such as <c>/register/confirm</c>.</param>
internal sealed record LinkWish(string Purpose, string Page, string Email, string FirstName, string Language, TimeSpan Lifetime)
{
    public Guid? UserId { get; init; }

    /// <summary>Where to go afterwards.</summary>
    public string? Return { get; init; }

    /// <summary>The browser that may use it without being asked anything more.</summary>
    public byte[]? Browser { get; init; }

    public object? Data { get; init; }

    /// <summary>What the mail says besides.</summary>
    public string? Detail { get; init; }

    /// <summary>Name of the person who has it sent, where it is not the reader.</summary>
    public string? By { get; init; }
}
