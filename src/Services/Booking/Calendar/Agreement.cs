using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Calendar;

/// <summary>What was agreed beside the tiers, kept with the booking.</summary>
/// <param name="GraceMinutes">Minutes after booking in which giving it back is free.</param>
/// <param name="GraceLeastHours">Hours that have to be left until the start for that.</param>
internal sealed record BookingTerms(int GraceMinutes = 0, int GraceLeastHours = 0)
{
    /// <summary>The part of the price the club keeps from somebody who does not come.</summary>
    public int NoShowKeptBasisPoints { get; init; } = 10_000;

    /// <summary>Whether what is kept goes back when others play at its time.</summary>
    public bool ResaleBack { get; init; }

    public static BookingTerms Of(BookingRules rules) =>
        new(rules.Policy.GraceMinutes, rules.Policy.GraceLeastHours) { NoShowKeptBasisPoints = rules.Policy.NoShowKeptBasisPoints, ResaleBack = rules.Policy.ResaleBack };
}

/// <summary>What a player and the club agreed about giving a booking back.</summary>
internal sealed record Agreement(IReadOnlyList<CancellationTier> Tiers, BookingTerms Terms, DateTimeOffset Start, DateTimeOffset BookedAt)
{
    public static Agreement Of(Booking booking) => new(BookingView.Tiers(booking.CancellationTiers), BookingView.TermsOf(booking.Terms), booking.StartsAt, booking.CreatedAt);

    /// <summary>What would be agreed by the rules of now.</summary>
    public static Agreement Of(BookingRules rules, DateTimeOffset start, DateTimeOffset bookedAt) => new(rules.Cancellation, BookingTerms.Of(rules), start, bookedAt);

    /// <summary>Until when it can be thought over; <see langword="null"/> where there was never time for that.</summary>
    public DateTimeOffset? GraceUntil
    {
        get
        {
            if (Terms.GraceMinutes == 0) return null;
            var (grace, latest) = (BookedAt.AddMinutes(Terms.GraceMinutes), Start.AddHours(-Terms.GraceLeastHours));
            var until = grace < latest ? grace : latest;
            return until < BookedAt ? null : until;
        }
    }
}
