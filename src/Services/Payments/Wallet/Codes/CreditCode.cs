using System.Security.Cryptography;
using System.Text;
using PadelSaaS.Contracts;

namespace PadelSaaS.Payments;

/// <summary>A gift card or a voucher: credit for whoever has its code.</summary>
public sealed class CreditCode
{
    public const string Open = "open";
    public const string Redeemed = "redeemed";
    public const string Stopped = "stopped";

    public Guid Id { get; init; }

    /// <summary><c>voucher</c> or <c>gift_card</c>.</summary>
    public string Kind { get; init; } = LotKind.Voucher;

    public byte[] CodeHash { get; init; } = [];

    /// <summary>The last letters of the code, for who looks it up on a list.</summary>
    public string Hint { get; init; } = "";

    /// <summary>The code of a gift card, sealed until it is redeemed.</summary>
    public string? SealedCode { get; set; }

    public long AmountMinor { get; init; }

    public string Currency { get; init; } = "";

    public string Label { get; init; } = "";

    public int? ValidDays { get; init; }

    public DateOnly? LastDay { get; init; }

    public int[] Weekdays { get; init; } = [];

    public Guid[] VenueIds { get; init; } = [];

    public string State { get; set; } = Open;

    public Guid BatchId { get; init; }

    /// <summary>Who bought the gift card.</summary>
    public Guid? AccountId { get; init; }

    public string? Recipient { get; init; }

    public string? RecipientName { get; init; }

    public string? GiverName { get; init; }

    public string? Message { get; init; }

    /// <summary>Of its mail; the club's where none was said.</summary>
    public string? Language { get; init; }

    public DateOnly? DeliverOn { get; init; }

    public DateTimeOffset? DeliveredAt { get; set; }

    public Guid? RedeemedBy { get; set; }

    public DateTimeOffset? RedeemedAt { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public Money Amount => new(AmountMinor, Currency);
}

/// <summary>The letters of a code: 13 of 32, which is 65 bits, without those that look alike. Read however somebody types them.</summary>
internal static class CodeLetters
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 13;

    /// <summary>A new code, as it is written: <c>AB3D-E5FG-H7JKM</c>.</summary>
    public static string New()
    {
        var letters = RandomNumberGenerator.GetString(Alphabet, Length);
        return $"{letters[..4]}-{letters[4..8]}-{letters[8..]}";
    }

    /// <summary>What is stored of a code; <see langword="null"/> for what can be none.</summary>
    public static byte[]? HashOf(string? typed) => Normal(typed) is { } letters ? SHA256.HashData(Encoding.ASCII.GetBytes($"credit code\n{letters}")) : null;

    /// <summary>The last letters.</summary>
    public static string HintOf(string code) => code[^4..];

    private static string? Normal(string? typed)
    {
        if (typed is not { Length: <= 60 }) return null;
        var letters = new StringBuilder();
        foreach (var letter in typed.ToUpperInvariant())
        {
            if (char.IsWhiteSpace(letter) || letter is '-' or '–' or '.' or '_') continue;
            letters.Append(letter switch { 'O' => '0', 'I' or 'L' => '1', 'U' => 'V', _ => letter });
        }
        return letters.Length == Length && letters.ToString().All(letter => Alphabet.Contains(letter, StringComparison.Ordinal)) ? letters.ToString() : null;
    }
}
