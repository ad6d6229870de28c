using PadelSaaS.Contracts;

namespace PadelSaaS.Payments;

/// <summary>Credit of one kind, from one origin, with one end.</summary>
public sealed class WalletLot
{
    public Guid Id { get; init; }

    public Guid AccountId { get; init; }

    /// <summary>One of <see cref="LotKind"/>.</summary>
    public string Kind { get; init; } = LotKind.Wallet;

    public long AmountMinor { get; init; }

    public long LeftMinor { get; init; }

    public string Currency { get; init; } = "";

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>One of <see cref="LotOrigin"/>.</summary>
    public string Origin { get; init; } = "";

    public Guid OriginId { get; init; }

    /// <summary>What people call it; a sentence of the pages, or a name the club gave.</summary>
    public string Label { get; init; } = "";

    /// <summary>Days of play it may be spent on, 1 for Monday; none says all.</summary>
    public int[] Weekdays { get; init; } = [];

    /// <summary>Venues it may be spent at; none says all.</summary>
    public Guid[] VenueIds { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    public Money Left => new(LeftMinor, Currency);

    public Money Amount => new(AmountMinor, Currency);

    /// <summary>Whether it can be spent at all.</summary>
    public bool IsLive(DateTimeOffset now) => LeftMinor > 0 && (ExpiresAt is null || ExpiresAt > now);
}

/// <summary>Kinds of credit; each is an account of the ledger by the same name.</summary>
internal static class LotKind
{
    public const string Wallet = "wallet";
    public const string CreditPack = "credit_pack";
    public const string Voucher = "voucher";
    public const string GiftCard = "gift_card";
}

/// <summary>Where credit comes from.</summary>
internal static class LotOrigin
{
    /// <summary>Somebody bought it; the id is the purchase.</summary>
    public const string Purchase = "purchase";

    /// <summary>Staff gave it.</summary>
    public const string Grant = "grant";

    /// <summary>Money of a booking came back into the wallet; the id is the refund.</summary>
    public const string Refund = "refund";

    /// <summary>Came back to a lot that had ended; the id is the refund's cause and lot.</summary>
    public const string Returned = "returned";

    /// <summary>A code was redeemed; the id is the code.</summary>
    public const string Code = "code";

    /// <summary>Part of a membership; the id is the charge.</summary>
    public const string Membership = "membership";
}

/// <summary>A movement of credit as its holder sees it.</summary>
public sealed record WalletMove(DateTimeOffset At, string Kind, Money Amount, string Label, Guid? BookingId, string? Reason);

/// <summary>What is to be paid with credit, for lots that may not be spent on everything.</summary>
/// <param name="Day">Day of play in the venue's zone.</param>
internal sealed record WalletUse(Guid? VenueId, DateOnly? Day)
{
    public static readonly WalletUse Anything = new(null, null);

    /// <summary>1 for Monday; 0 where no day is known, which no lot with days allows.</summary>
    public int Weekday => Day is { } day ? day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek : 0;
}
