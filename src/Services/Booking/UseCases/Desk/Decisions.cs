using System.Globalization;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Booking.Closures;

namespace PadelSaaS.Booking.UseCases.Desk;

/// <summary>What was decided about bookings that lose their court, as a form sends it: <c>decision.ID</c> is <c>refund</c>, <c>credit</c> or a place.</summary>
public sealed record Decisions(IReadOnlyDictionary<Guid, string> Chosen)
{
    /// <summary>Everything comes back.</summary>
    public const string Refund = "refund";

    /// <summary>What was paid becomes credit.</summary>
    public const string Credit = "credit";

    /// <summary>Nothing is decided: what suggests itself.</summary>
    public static readonly Decisions None = new(new Dictionary<Guid, string>());

    private const string Field = "decision.";

    /// <summary>Name of a booking's field.</summary>
    public static string FieldOf(Impact impact) => Field + impact.Booking.Id;

    /// <summary>A place as the form sends it.</summary>
    public static string Write(Rehoused place) => string.Create(CultureInfo.InvariantCulture, $"{place.CourtId}@{place.Start.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");

    /// <summary>A booking's decision: what was chosen, where it still can be had, or what suggests itself.</summary>
    public string For(Impact impact) =>
        Chosen.TryGetValue(impact.Booking.Id, out var chosen) && (chosen == Refund || (chosen == Credit && impact.NoCredit is null) || impact.Places.Any(place => Write(place) == chosen)) ? chosen
        : impact.Suggested is { } suggested ? Write(suggested) : Refund;

    internal static Decisions Read(IFormCollection form) => new(form.Where(field => field.Key.StartsWith(Field, StringComparison.Ordinal))
        .Select(field => (IsId: Guid.TryParse(field.Key.AsSpan(Field.Length), out var id), Id: id, Value: field.Value.ToString()))
        .Where(field => field.IsId).DistinctBy(field => field.Id).ToDictionary(field => field.Id, field => field.Value));

    internal IReadOnlyDictionary<Guid, Decision> Decided() =>
        Chosen.ToDictionary(decision => decision.Key, decision => decision.Value == Credit ? Decision.Credit : new Decision(Place(decision.Value)));

    private static NewPlace? Place(string text)
    {
        var parts = text.Split('@');
        return parts.Length == 2 && Guid.TryParse(parts[0], out var court)
            && DateTimeOffset.TryParse(parts[1], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start) ? new NewPlace(court, start.ToUniversalTime()) : null;
    }
}
