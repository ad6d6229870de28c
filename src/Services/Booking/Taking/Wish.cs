using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Promos;
using PadelSaaS.Contracts.Players;

namespace PadelSaaS.Booking.Taking;

/// <summary>What somebody wants: a court, a time, and who is asking.</summary>
/// <param name="Source"><c>api</c>, <c>web</c>, <c>desk</c> or <see cref="Imported"/>.</param>
internal sealed record Wish(
    Guid CourtId, DateTimeOffset Start, int DurationMinutes, string Name, string? Email, string? Phone,
    IReadOnlyList<Participant> Participants, string? SpecialRequests, string Source)
{
    /// <summary>Source of what was brought along from another program: its player knows of it.</summary>
    public const string Imported = "import";

    /// <summary>Price the player has seen, in minor units. A lower one is passed on, a higher one is asked about again.</summary>
    public long? QuotedMinor { get; init; }

    /// <summary>How many will play, if they said so.</summary>
    public int? GroupSize { get; init; }

    /// <summary>How many will play at least: the booker and who is named.</summary>
    public int People => Math.Max(GroupSize ?? 1, Participants.Count + 1);

    /// <summary>Whose booking it becomes: the account that books, or that of the customer the desk books for.</summary>
    public Guid? Account { get; init; }

    /// <summary>The customer the desk books for.</summary>
    public CustomerCard? Customer { get; init; }

    /// <summary>Language of what is written to them; that of the page where nobody chose one.</summary>
    public string? Language { get; init; }

    /// <summary>Why the desk sets rules for players aside.</summary>
    public string? Reason { get; init; }

    /// <summary>What is wanted with the court.</summary>
    public IReadOnlyList<ChosenExtra> Extras { get; init; } = [];

    /// <summary>A code as it was typed.</summary>
    public string? PromoCode { get; init; }

    /// <summary>The use of it that is to be spent.</summary>
    public PromoClaim? Promo { get; init; }

    public PriceWish Price => new() { People = People, Extras = Extras, Promo = Promo?.Value };
}
