using System.Text.Json;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Players.Profile;

namespace PadelSaaS.Players.UseCases;

/// <summary>A customer with all the club knows of them.</summary>
/// <param name="Absorbed">Customers who turned out to be the same person; their ids lead here.</param>
/// <param name="Returned">What came back, or is on its way back, of what they paid for the bookings listed.</param>
public sealed record CustomerAnswer(
    Guid Id, Guid? AccountId, string Name, string? Email, string? Phone, string Language, IReadOnlyList<string> Tags, IReadOnlyList<CustomerAnswer.Place> Groups,
    string? Blocked, DateTimeOffset? BlockedAt, DateTimeOffset? MarketingConsentAt, DateTimeOffset CreatedAt, IReadOnlyList<CustomerAnswer.Other> Absorbed,
    IReadOnlyList<CustomerAnswer.Note> Notes, IReadOnlyList<CustomerAnswer.Change> History, IReadOnlyList<HistoricBooking> Bookings, int BookingsTotal, int NoShows, Money Unpaid, Money Returned)
{
    /// <summary>To be sent with a change.</summary>
    public int Revision { get; init; }

    /// <summary>A group they are in.</summary>
    /// <param name="Counts">Whether its last day has not passed.</param>
    public sealed record Place(string Key, DateOnly? Until, bool Counts);

    /// <summary>What else they were known as.</summary>
    public sealed record Other(Guid Id, string Name, string? Email, string? Phone);

    /// <summary>What somebody wrote.</summary>
    public sealed record Note(Guid Id, DateTimeOffset At, string Author, string Text);

    /// <summary>What somebody changed: by field, what it was and what it became.</summary>
    public sealed record Change(DateTimeOffset At, string Act, string Actor, JsonElement Detail);

    internal static CustomerAnswer Of(Known known, BookingHistory booked, Money returned, DateOnly today)
    {
        var customer = known.Customer;
        return new CustomerAnswer(
            customer.Id, customer.AccountId, customer.Name, customer.Email, customer.Phone, customer.Language, customer.Tags,
            [.. known.Places.OrderBy(place => place.GroupKey, StringComparer.Ordinal).Select(place => new Place(place.GroupKey, place.Until, place.Counts(today)))],
            customer.BlockedReason, customer.BlockedAt, customer.MarketingConsentAt, customer.CreatedAt, [.. known.Absorbed.Select(one => new Other(one.Id, one.Name, one.Email, one.Phone))],
            [.. known.Notes.Select(note => new Note(note.Id, note.At, note.Author, note.Text))],
            [.. known.History.Select(row => new Change(row.At, row.Act, row.Actor, JsonElement.Parse(row.Detail)))],
            booked.Bookings, booked.Total, booked.NoShows, booked.Unpaid, returned)
        {
            Revision = customer.Revision,
        };
    }
}
