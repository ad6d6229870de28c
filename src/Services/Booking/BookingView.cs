using System.Text.Json;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking;

/// <summary>A booking as the API answers it.</summary>
/// <param name="Code">Six letters to say on the phone.</param>
/// <param name="StartLocal">Start in the venue's zone, with its offset.</param>
/// <param name="HoldExpiresAt">Until when the court waits for its payment; only while it does.</param>
/// <param name="FreeCancellationUntil">Last instant at which everything comes back; absent where it never does.</param>
/// <param name="AccessKey">A guest's key to this booking, given once: send it as <c>X-Booking-Key</c>.</param>
/// <param name="Type"><c>single</c>, or <c>series</c> for a date of one; on the board also <c>block</c>, a time the club keeps, whose booker's name is the reason.</param>
internal sealed record BookingView(
    Guid Id, string Code, string Status, Guid VenueId, string VenueName, Guid CourtId, string CourtName,
    DateTimeOffset Start, DateTimeOffset End, DateTimeOffset StartLocal, string Zone, int DurationMinutes,
    Money Price, IReadOnlyList<PriceLine> PriceLines, string? PaymentMethod, Money Paid, DateTimeOffset? HoldExpiresAt, DateTimeOffset? FreeCancellationUntil,
    int GroupSize, BookerView Booker, string? AccessKey, string Type)
{
    /// <summary>The series it is a date of.</summary>
    public Guid? SeriesId { get; init; }

    /// <summary>The tax that the price contains, rate by rate.</summary>
    public IReadOnlyList<TaxShare> Taxes => TaxShare.Of(PriceLines);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static BookingView Of(Booking booking, VenueCard venue, DateTimeOffset now, string? accessKey = null) => new(
        booking.Id, booking.Code, booking.StatusAt(now), booking.VenueId, venue.Name, booking.CourtId,
        venue.Courts.FirstOrDefault(court => court.Id == booking.CourtId)?.Name ?? "",
        booking.StartsAt, booking.EndsAt, LocalOf(booking.StartsAt, booking.Zone), booking.Zone,
        (int)(booking.EndsAt - booking.StartsAt).TotalMinutes, booking.Price, Lines(booking.PriceLines), booking.PaymentMethod, new Money(booking.PaidMinor, booking.Currency),
        booking.StatusAt(now) == BookingStatus.Pending ? booking.HoldExpiresAt : null,
        Cancellation.FreeUntil(Agreement.Of(booking)),
        booking.GroupSize, new BookerView(booking.GuestName, booking.GuestEmail, booking.GuestPhone), accessKey, booking.BookingType)
    {
        SeriesId = booking.SeriesId,
    };

    /// <summary>An instant with the offset the venue's clocks had then.</summary>
    public static DateTimeOffset LocalOf(DateTimeOffset instant, string zone) =>
        NodaTime.Instant.FromDateTimeOffset(instant).InZone(Zones.Of(zone)).ToDateTimeOffset();

    public static IReadOnlyList<CancellationTier> Tiers(string json) => JsonSerializer.Deserialize<List<CancellationTier>>(json, Json) ?? [];

    public static BookingTerms TermsOf(string json) => JsonSerializer.Deserialize<BookingTerms>(json, Json) ?? new BookingTerms();

    public static IReadOnlyList<PriceLine> Lines(string json) => JsonSerializer.Deserialize<List<PriceLine>>(json, Json) ?? [];

    public static PriceBasis Basis(string json) => JsonSerializer.Deserialize<PriceBasis>(json, Json) ?? new PriceBasis();

    /// <summary>An answer as it was written.</summary>
    public static BookingView? Read(string json) => JsonSerializer.Deserialize<BookingView>(json, Json);

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Json);
}

/// <summary>Who booked.</summary>
internal sealed record BookerView(string Name, string? Email, string? Phone);
