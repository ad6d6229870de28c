using System.Text.Json.Serialization;
using PadelSaaS.Contracts.Players;

namespace PadelSaaS.Booking.Calendar;

/// <summary>
/// What a price depends on besides the lists the club keeps: who asked, what was chosen, how full the day was. With it and the kept lists a
/// price can be made again to the minor unit.
/// </summary>
internal sealed record PriceBasis
{
    /// <summary>Number of the price list; 0 in bookings from before there were any.</summary>
    public int List { get; init; }

    /// <summary>Number of the list of extras.</summary>
    public int ExtrasList { get; init; }

    /// <summary>Business date of play.</summary>
    public DateOnly Date { get; init; }

    /// <summary>When the price was agreed.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Keys of the groups the court belonged to.</summary>
    public IReadOnlyList<string> CourtGroups { get; init; } = [];

    /// <summary>Keys of the player's groups.</summary>
    public IReadOnlyList<string> Customers { get; init; } = [];

    public int DiscountBasisPoints { get; init; }

    /// <summary>Share of the day's time that was sold; none where prices do not follow it.</summary>
    public int? OccupancyBasisPoints { get; init; }

    public int People { get; init; } = 1;

    public IReadOnlyList<ChosenExtra> Extras { get; init; } = [];

    public PromoValue? Promo { get; init; }

    /// <summary>Where and when the price was made for, where the booking has another place by now and kept its price.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PricedPlace? Kept { get; init; }

    internal CustomerStanding Standing => new(Customers, DiscountBasisPoints, null);
}

/// <summary>A court and a start.</summary>
internal sealed record PricedPlace(Guid CourtId, DateTimeOffset Start);

/// <summary>An extra a player wants.</summary>
internal sealed record ChosenExtra(string Key, int Count);

/// <summary>What a promo code takes off.</summary>
/// <param name="AmountMinor">A fixed amount, or</param>
/// <param name="BasisPoints">a share of the court's price.</param>
internal sealed record PromoValue(Guid Id, string Code, long? AmountMinor, int? BasisPoints);

/// <summary>Who asks for a price, and what with the court.</summary>
internal sealed record PriceWish
{
    public static PriceWish None { get; } = new();

    public int People { get; init; } = 1;

    public IReadOnlyList<ChosenExtra> Extras { get; init; } = [];

    public PromoValue? Promo { get; init; }

    /// <summary>The same as was asked for before.</summary>
    public static PriceWish Of(PriceBasis basis) => new() { People = basis.People, Extras = basis.Extras, Promo = basis.Promo };
}
