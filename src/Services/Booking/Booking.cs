using System.Security.Cryptography;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking;

/// <summary>A court for a time range, as its row says.</summary>
public sealed class Booking
{
    public Guid Id { get; set; }

    public Guid VenueId { get; set; }

    public Guid CourtId { get; set; }

    public DateTimeOffset StartsAt { get; set; }

    public DateTimeOffset EndsAt { get; set; }

    public string Zone { get; set; } = "";

    public string Status { get; set; } = BookingStatus.Pending;

    public string BookingType { get; set; } = "single";

    /// <summary>The closure a block belongs to.</summary>
    public Guid? ClosureId { get; set; }

    /// <summary>The series it is a date of.</summary>
    public Guid? SeriesId { get; set; }

    public int GroupSize { get; set; } = 1;

    public Guid? UserId { get; set; }

    public string GuestName { get; set; } = "";

    public string? GuestEmail { get; set; }

    public string? GuestPhone { get; set; }

    public string Language { get; set; } = "en";

    public DateTimeOffset? HoldExpiresAt { get; set; }

    public bool HoldExtended { get; set; }

    public long TotalAmountMinor { get; set; }

    public string Currency { get; set; } = "";

    public string PriceLines { get; set; } = "[]";

    /// <summary>JSON: what the price depends on besides the club's kept lists.</summary>
    public string PriceBasis { get; set; } = "{}";

    public string CancellationTiers { get; set; } = "[]";

    /// <summary>JSON: what was agreed beside the tiers.</summary>
    public string Terms { get; set; } = "{}";

    public string? PaymentMethod { get; set; }

    public long PaidMinor { get; set; }

    /// <summary>What of a split price the club gave back, and asks of nobody.</summary>
    public long GivenBackMinor { get; set; }

    /// <summary>What of the price the desk let go, and asks of nobody.</summary>
    public long LetGoMinor { get; set; }

    public string? SpecialRequests { get; set; }

    public string? CancellationReason { get; set; }

    public string? CancelledBy { get; set; }

    public string Source { get; set; } = "web";

    public Guid? CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public int Moves { get; set; }

    public DateTimeOffset? ArrivedAt { get; set; }

    /// <summary>Whether a player has it: a block is the club's own, and a lesson has places of its own.</summary>
    public bool IsPlayers => BookingType is not (Closures.Blocks.Type or Lessons.Lesson.BookingType);

    /// <summary>How often it was handed over: a guest's key of before opens it no more.</summary>
    public int KeyTurn { get; set; }

    /// <summary>The price the player agreed to.</summary>
    public Money Price => new(TotalAmountMinor, Currency);

    /// <summary>What of the price has not been paid, and is to be.</summary>
    public Money Unpaid => new(Math.Max(0, TotalAmountMinor - GivenBackMinor - LetGoMinor - PaidMinor), Currency);

    /// <summary>Length in minutes that pass.</summary>
    public int DurationMinutes => (int)(EndsAt - StartsAt).TotalMinutes;

    /// <summary>Whether the court is theirs now: a hold counts until its end, whether or not somebody has written that down yet.</summary>
    public bool Stands(DateTimeOffset now) => Status switch
    {
        BookingStatus.Pending => HoldExpiresAt > now,
        BookingStatus.Cancelled or BookingStatus.Expired => false,
        _ => true,
    };

    /// <summary>Status as shown: a hold that is over is over even before its row says so.</summary>
    public string StatusAt(DateTimeOffset now) => Status == BookingStatus.Pending && HoldExpiresAt <= now ? BookingStatus.Expired : Status;

    /// <summary>Six letters for the phone and the desk, the same for ever.</summary>
    public string Code => CodeOf(Id);

    /// <summary>The code of a booking's id.</summary>
    public static string CodeOf(Guid id) => Convert.ToHexString(SHA256.HashData(id.ToByteArray()))[..6];

    /// <summary>The booking as facts tell it.</summary>
    /// <param name="partOf">What was done to several bookings at once, and is told to people by a fact of its own.</param>
    public BookedCourt Tell(VenueCard venue, string accessKey, Guid? partOf = null) => new BookedCourt(
        Id, VenueId, venue.Name, CourtId, venue.Courts.FirstOrDefault(court => court.Id == CourtId)?.Name ?? "",
        StartsAt, EndsAt, Zone, Price, new Booker(UserId, GuestName, GuestEmail, Language), Access.Link(Id, UserId is null ? accessKey : null), Moves, partOf)
    {
        FreeUntil = Cancellation.FreeUntil(Agreement.Of(this)),
    }
        .Priced(BookingView.Lines(PriceLines));
}
