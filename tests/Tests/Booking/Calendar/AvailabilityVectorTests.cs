using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Tests.Booking.Calendar;

public sealed class AvailabilityVectorTests
{
    public static TheoryData<string> Cases() => [.. Vectors.Read("availability.json")["cases"]!.AsArray().Select(node => (string)node!["id"]!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_court_is_free_exactly_when_the_vector_says_so(string id)
    {
        var vector = Case(id);
        var free = Free(vector, asBlocks: false);

        foreach (var expected in vector["expected"]!.AsArray())
        {
            var starts = expected!["freeStarts"]!.AsArray();
            var offered = free.Of((int)expected["durationMin"]!);
            offered.ShouldBe(starts.Select(start => Vectors.Instant(start!["utc"])));
            offered.Select(start => Local(start, (string)vector["timeZone"]!)).ShouldBe(starts.Select(start => (string)start!["local"]!));
        }
    }

    internal static JsonNode Case(string id) => Vectors.Read("availability.json")["cases"]!.AsArray().Single(node => (string)node!["id"]! == id)!;

    internal static LocalDate Date(JsonNode vector) => LocalDatePattern.Iso.Parse((string)vector["businessDate"]!).Value;

    /// <param name="asBlocks">Whether the case's bookings are blocks this time.</param>
    internal static FreeStarts Free(JsonNode vector, bool asBlocks)
    {
        var date = Date(vector);
        var venue = Vectors.Venue((string)vector["timeZone"]!, Rules(vector), Hours(vector, date));
        Busy[] busy = [.. Taken(vector["bookings"]!, asBlocks), .. Taken(vector["blocks"]!, isBlock: true)];
        DateTimeOffset? now = vector["now"] is { } node ? Vectors.Instant(node) : null;
        return FreeStarts.On(BusinessDay.Of(venue, date), busy, venue.Rules, now);
    }

    private static BookingRules Rules(JsonNode vector) => Vectors.Rules(
        [.. vector["durations"]!.AsArray().Select(minutes => (int)minutes!)], (int)vector["startInterval"]!, (int)vector["leadMin"]!,
        (int)vector["bufferMin"]!, (string)vector["orphan"]! == "strict", (bool)vector["adjacentStarts"]!);

    private static OpeningHours[] Hours(JsonNode vector, LocalDate date) =>
        [.. vector["hours"]!.AsArray().Select(period => Vectors.Hours((int)date.DayOfWeek, (string)period![0]!, (string)period[1]!))];

    private static IEnumerable<Busy> Taken(JsonNode list, bool isBlock) =>
        list.AsArray().Select(node => new Busy(Vectors.Instant(node!["start"]), Vectors.Instant(node["end"]), isBlock));

    private static string Local(DateTimeOffset start, string zone) =>
        Instant.FromDateTimeOffset(start).InZone(Zones.Of(zone)).ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture);
}
