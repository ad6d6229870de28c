using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Closures;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.UseCases.Desk;

/// <summary>The form that closes courts, as typed.</summary>
/// <param name="Which"><c>all</c>, <c>some</c> for the ticked courts, or the id of a court group.</param>
/// <param name="From">Local time of the venue, such as <c>2026-12-24T18:00</c>.</param>
public sealed record ClosureForm(string Which, IReadOnlyList<Guid> Courts, string From, string Until, string Reason, string Note)
{
    /// <summary>Every court of the venue.</summary>
    public const string AllCourts = "all";

    /// <summary>The courts that are ticked.</summary>
    public const string SomeCourts = "some";

    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    /// <summary>What was decided about each booking.</summary>
    public Decisions Decisions { get; init; } = Decisions.None;

    /// <summary>Bookings that have to be decided about.</summary>
    public IReadOnlyList<Impact> InTheWay { get; init; } = [];

    /// <summary>Whether what it breaks has been looked up.</summary>
    public bool IsLookedAt { get; init; }

    /// <summary>Why it was refused.</summary>
    public string? Error { get; init; }

    internal static ClosureForm Fresh(VenueCard venue, DateTimeOffset now)
    {
        var hour = Instant.FromDateTimeOffset(now).InZone(Zones.Of(venue.Zone)).LocalDateTime.With(TimeAdjusters.TruncateToHour).PlusHours(1);
        return new ClosureForm(AllCourts, [], Local.Format(hour), Local.Format(hour.PlusHours(2)), ClosureReason.All[0], "");
    }

    internal static ClosureForm Read(IFormCollection form, VenueCard venue) => new(
        form["which"].ToString(), [.. form["courts"].Select(id => Guid.TryParse(id, out var court) ? court : default).Where(id => venue.Courts.Any(court => court.Id == id))],
        form["from"].ToString(), form["until"].ToString(), form["reason"].ToString(), form["note"].ToString())
    {
        Decisions = Decisions.Read(form),
    };

    internal CloseCourts.Request AsRequest(VenueCard venue)
    {
        var group = Guid.TryParse(Which, out var id) ? id : (Guid?)null;
        // Nothing ticked must not close everything.
        IReadOnlyList<Guid> courts = Which == SomeCourts ? Courts.Count > 0 ? Courts : [Guid.Empty] : [];
        return new CloseCourts.Request(courts, At(From, venue), At(Until, venue), Reason, Note, null, group);
    }

    // What is no time is no instant anybody could mean, and refused as such.
    private static DateTimeOffset At(string text, VenueCard venue) =>
        Local.Parse(text.Length > 16 ? text[..16] : text).TryGetValue(default, out var local) && local.Year > 2000 ? local.InZoneLeniently(Zones.Of(venue.Zone)).ToDateTimeOffset() : default;
}
