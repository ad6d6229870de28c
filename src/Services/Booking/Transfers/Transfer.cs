using Npgsql;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Transfers;

/// <summary>An offer to hand a booking over to whoever reads an e-mail address.</summary>
/// <param name="Turn">The booking's turn by which the receiver has it, once it was taken.</param>
public sealed record Transfer(Guid Id, Guid BookingId, string Email, DateTimeOffset EndsAt, string State, int? Turn)
{
    public const string Open = "open";
    public const string Accepted = "accepted";
    public const string Declined = "declined";
    public const string Withdrawn = "withdrawn";
    public const string Ended = "ended";

    internal const string Columns = "id, booking_id, email, ends_at, state, turn";

    /// <summary>State as shown: an offer that is over is over even if nobody has written that down.</summary>
    public string StateAt(Booking booking, DateTimeOffset now) =>
        State == Open && (now >= EndsAt || HandingOver.Forbidden(booking, now) is not null) ? Ended : State;

    /// <summary>Whether the booking is still that of whoever took it by this offer.</summary>
    public bool HasGiven(Booking booking) => State == Accepted && Turn == booking.KeyTurn;

    internal static string Link(Guid id, string key) => $"/transfers/{id}?key={key}";

    internal static async Task<Transfer?> ReadAsync(NpgsqlDataReader reader) => await reader.ReadAsync()
        ? new(reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3), reader.GetString(4), reader.IsDBNull(5) ? null : reader.GetInt32(5))
        : null;
}

/// <summary>How long an offer stands: a day, and never past the time up to which the old player could still cancel free of charge, while there is such a time; never past the start.</summary>
internal static class TransferDeadline
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    public static DateTimeOffset Of(Booking booking, DateTimeOffset now)
    {
        var agreed = Agreement.Of(booking);
        var latest = Cancellation.FreeUntil(agreed.Tiers, agreed.Start) is { } free && free > now ? free : booking.StartsAt;
        return now + Longest < latest ? now + Longest : latest;
    }
}

/// <summary>An offer with the booking it is about, for whoever holds its key.</summary>
public sealed record Handover(Transfer Transfer, Booking Booking, VenueCard Venue);
