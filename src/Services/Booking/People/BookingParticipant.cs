using Npgsql;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.People;

/// <summary>Somebody who plays along, or was asked to. The organiser is the booking's own player and no row.</summary>
public sealed record BookingParticipant(Guid Id, Guid BookingId, string? Name, string? Email, Guid? AccountId, string Status, string Language)
{
    internal const string Columns = "id, booking_id, name, email, user_id, status, language";

    /// <summary>Whether a place is kept for them.</summary>
    public bool HasPlace => Status is ParticipantStatus.Invited or ParticipantStatus.Accepted;

    /// <summary>What to call them.</summary>
    public string Shown => Name ?? Email ?? "";

    internal Booker AsReader => new(AccountId, Name ?? "", Email, Language);

    internal static string Link(Guid id, string key) => $"/play/{id}?key={key}";

    internal static async Task<List<BookingParticipant>> ReadAsync(NpgsqlDataReader reader)
    {
        var all = new List<BookingParticipant>();
        while (await reader.ReadAsync())
            all.Add(new BookingParticipant(
                reader.GetGuid(0), reader.GetGuid(1), Text(reader, 2), Text(reader, 3), reader.IsDBNull(4) ? null : reader.GetGuid(4), reader.GetString(5), reader.GetString(6)));
        return all;
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}

/// <summary>invited → accepted | declined, accepted → left; the organiser may remove anybody.</summary>
internal static class ParticipantStatus
{
    public const string Invited = "invited";
    public const string Accepted = "accepted";
    public const string Declined = "declined";
    public const string Left = "left";
    public const string Removed = "removed";
}

/// <summary>How many can play: a court has places for two or four, more if the organiser said so, and never more than the venue wants.</summary>
internal static class Places
{
    private const int OnSingleCourt = 2;
    private const int OnDoubleCourt = 4;

    public static int Of(Booking booking, VenueCard venue)
    {
        var court = venue.Courts.FirstOrDefault(court => court.Id == booking.CourtId)?.Size == "single" ? OnSingleCourt : OnDoubleCourt;
        return Math.Min(Math.Max(booking.GroupSize, court), Math.Max(venue.Rules.Policy.MostPeople ?? int.MaxValue, booking.GroupSize));
    }
}
