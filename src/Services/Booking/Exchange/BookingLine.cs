using System.Globalization;
using NodaTime;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.Exchange;

/// <summary>A line of a file as it was read: where, when, how long and for whom.</summary>
internal sealed record BookingLine(VenueCard Venue, CourtCard Court, DateTimeOffset Start, int Minutes, string Name, string? Email, string? Phone, string? Note)
{
    /// <summary>Every column, by the name we give it and others that spreadsheets use.</summary>
    private static readonly (string Name, string[] Others)[] Columns =
    [
        ("date", ["day", "fecha", "dia"]), ("start", ["from", "time", "hora", "inicio", "desde"]), ("end", ["until", "to", "fin", "hasta"]), ("duration", ["minutes", "duracion", "minutos"]),
        ("court", ["pista", "resource"]), ("venue", ["club", "location", "sede", "centro"]), ("name", ["customer", "player", "nombre", "cliente", "jugador"]), ("email", ["mail", "e-mail", "correo"]),
        ("phone", ["telephone", "mobile", "telefono", "movil"]), ("note", ["notes", "comment", "nota", "notas", "comentario"]),
    ];

    private static readonly string[] Dates = ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy", "dd.MM.yyyy", "d.M.yyyy"];
    private static readonly string[] Times = ["HH:mm", "H:mm", "HH:mm:ss"];

    /// <summary>Which column stands where; <see langword="null"/> where one that is needed is missing.</summary>
    public static IReadOnlyDictionary<string, int>? ColumnsOf(string[] headings)
    {
        var found = new Dictionary<string, int>();
        for (var place = 0; place < headings.Length; place++)
        {
            var heading = FoldedText.Of(headings[place].Trim());
            if (Columns.FirstOrDefault(column => column.Name == heading || column.Others.Contains(heading)).Name is { } name) found.TryAdd(name, place);
        }
        return new[] { "date", "start", "court", "name" }.All(found.ContainsKey) && (found.ContainsKey("end") || found.ContainsKey("duration")) ? found : null;
    }

    /// <summary>Reads a line.</summary>
    /// <param name="checks">Takes what is wrong, by column.</param>
    public static BookingLine? Read(IReadOnlyDictionary<string, string> row, IReadOnlyList<VenueCard> venues, Checks checks)
    {
        string Cell(string column) => row.GetValueOrDefault(column, "");
        var venue = Cell("venue").Length == 0 && venues.Count == 1 ? venues[0] : venues.FirstOrDefault(one => Means(one.Name, Cell("venue")) || Means(one.Key, Cell("venue")));
        checks.That(venue is not null, "venue", Cell("venue").Length == 0 ? "The club has several venues: say which." : "There is no venue of this name.");
        var court = venue?.Courts.FirstOrDefault(one => Means(one.Name, Cell("court")));
        checks.That(venue is null || court is not null, "court", "There is no court of this name.");
        checks.That(DateOnly.TryParseExact(Cell("date"), Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date), "date", "A date is written 2027-05-31 or 31/05/2027.");
        checks.That(TimeOnly.TryParseExact(Cell("start"), Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var start), "start", "A time is written 18:30.");
        var minutes = MinutesOf(row, start, checks);
        var name = checks.Text(Cell("name"), "name", 100, "A name is needed.");
        var email = Cell("email").Length > 0 ? checks.Email(Cell("email"), "email", "Please write an e-mail address, such as name@example.com.") : null;
        var (phone, note) = (checks.Optional(Cell("phone"), "phone", 30), checks.Optional(Cell("note"), "note", 500));
        if (!checks.Pass) return null;

        var local = LocalDate.FromDateOnly(date) + LocalTime.FromTimeOnly(start);
        var mapped = Zones.Of(venue!.Zone).MapLocal(local);
        checks.That(mapped.Count > 0, "start", "The clocks skip this time on that day.");
        return checks.Pass ? new BookingLine(venue, court!, mapped.First().ToInstant().ToDateTimeOffset(), minutes, name, email, phone, note) : null;
    }

    private static int MinutesOf(IReadOnlyDictionary<string, string> row, TimeOnly start, Checks checks)
    {
        if (row.GetValueOrDefault("duration") is { Length: > 0 } typed)
        {
            checks.That(int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= 1440, "duration", "A duration in minutes is needed.");
            return minutes;
        }
        checks.That(TimeOnly.TryParseExact(row.GetValueOrDefault("end"), Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var end) && end != start, "end", "A time is written 18:30.");
        // Past midnight, an end is earlier on the clock than its start.
        return (int)(end - start).TotalMinutes;
    }

    private static bool Means(string known, string typed) => typed.Length > 0 && FoldedText.Of(known) == FoldedText.Of(typed);
}
