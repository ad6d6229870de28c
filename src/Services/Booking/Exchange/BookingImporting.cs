using Microsoft.EntityFrameworkCore;
using NodaTime;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Exchange;

/// <summary>
/// Takes bookings of another program in: first only looked at, then booked one by one, each as the desk would and at our prices. Nothing of the file is kept: it is looked at again when it is
/// applied, and what stands already is the same and not booked twice, so that a file may be applied again after it was stopped in the middle. Players are not written to.
/// </summary>
internal sealed class BookingImporting(IVenues venues, DayReader days, Holding holding, UnitOfWork work, TimeProvider clock)
{
    public const int MostBytes = 2 * 1024 * 1024;
    private const int MostRows = 2_000;
    private const int MostShown = 200;
    private const string Reason = "Brought along from another program";

    /// <summary>Looks what a file would do, and with <paramref name="apply"/> does it.</summary>
    public async Task<(BookingImport? Outcome, Refusal? Refusal)> RunAsync(string text, bool apply, CancellationToken stop)
    {
        var rows = text.Contains('\0', StringComparison.Ordinal) ? [] : CsvText.Read(text).Take(MostRows + 2).ToList();
        if (rows.Count == 0 || BookingLine.ColumnsOf(rows[0].Cells) is not { } columns) return (null, Refusals.NoBookingTable);
        if (rows.Count > MostRows + 1) return (null, Refusals.TooManyBookings);

        var known = await venues.AllAsync(stop);
        var (lines, wished, seen) = (new List<ImportedLine>(), new List<BookingLine>(), new Dictionary<(Guid, LocalDate), VenueDay>());
        foreach (var (number, cells) in rows.Skip(1))
        {
            var row = columns.ToDictionary(column => column.Key, column => column.Value < cells.Length ? cells[column.Value].Trim() : "");
            var what = $"{row["court"]} · {row["date"]} {row["start"]}";
            ImportedLine Say(string kind, string? column = null, string? rule = null) => new(number, kind, row["name"], what, column, rule);

            var checks = new Checks();
            var line = BookingLine.Read(row, known, checks);
            if (line is null)
            {
                var (field, sentences) = checks.Errors.First();
                lines.Add(Say(ImportedLine.Refused, field, sentences[0]));
                continue;
            }
            var (kind, column, rule) = await JudgeAsync(line, wished, seen, stop);
            if (kind == ImportedLine.New) wished.Add(line);
            if (kind == ImportedLine.New && apply) (kind, column, rule) = await BookAsync(line, stop);
            lines.Add(Say(kind, column, rule));
        }
        if (apply) await NoteAsync(lines, stop);
        return (Of(apply, lines), null);
    }

    private async Task<(string Kind, string? Column, string? Rule)> JudgeAsync(BookingLine line, List<BookingLine> wished, Dictionary<(Guid, LocalDate), VenueDay> seen, CancellationToken stop)
    {
        if (line.Start <= clock.GetUtcNow()) return (ImportedLine.Refused, "start", "This time has passed.");
        if (await StandsAsync(line, stop) is { } name) return FoldedText.Of(name) == FoldedText.Of(line.Name) ? (ImportedLine.Same, null, null) : (ImportedLine.Refused, "court", "Somebody else has the court then.");
        if (wished.Exists(other => other.Court.Id == line.Court.Id && other.Start < line.Start.AddMinutes(line.Minutes) && line.Start < other.Start.AddMinutes(other.Minutes))) return (ImportedLine.Refused, "court", "Another line of the file has the court then.");
        if (BusinessDay.Holding(line.Venue, line.Start).FirstOrDefault() is not { } day || !day.Covers(line.Start, line.Minutes)) return (ImportedLine.Refused, "start", "The venue is not open all that time.");
        if (!seen.TryGetValue((line.Venue.Id, day.Date), out var now)) seen[(line.Venue.Id, day.Date)] = now = await days.ReadFreshAsync(line.Venue, day);
        if (now.Busy.GetValueOrDefault(line.Court.Id, []).Any(taken => taken.Start < line.Start.AddMinutes(line.Minutes) && taken.End > line.Start)) return (ImportedLine.Refused, "court", "The court is taken or closed then.");
        return now.PricingOf(line.Court.Id, null).AmountOf(line.Start, line.Minutes) is null ? (ImportedLine.Refused, "duration", "No price list has a price for that.") : (ImportedLine.New, null, null);
    }

    // Whose booking begins there just then, if one does.
    private async Task<string?> StandsAsync(BookingLine line, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var name = await work.Model<BookingModel>().Bookings.AsNoTracking()
            .Where(one => one.CourtId == line.Court.Id && one.StartsAt == line.Start && (one.Status == BookingStatus.Confirmed || one.Status == BookingStatus.InProgress || one.Status == BookingStatus.Completed))
            .Select(one => one.GuestName).FirstOrDefaultAsync(stop);
        await work.RollbackAsync();
        return name;
    }

    private async Task<(string Kind, string? Column, string? Rule)> BookAsync(BookingLine line, CancellationToken stop)
    {
        var wish = new Wish(line.Court.Id, line.Start, line.Minutes, line.Name, line.Email, line.Phone, [], line.Note, Wish.Imported) { Reason = Reason };
        return (await holding.WalkInAsync(wish, stop)).Refusal is { } refusal ? (ImportedLine.Refused, "court", refusal.Sentence) : (ImportedLine.New, null, null);
    }

    private async Task NoteAsync(List<ImportedLine> lines, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        work.Audit(new Act("bookings.imported", "bookings", $"{Guid.CreateVersion7(clock.GetUtcNow())}") { Changes = [new Changed("added", null, $"{lines.Count(line => line.Kind == ImportedLine.New)}")] });
        await work.CommitAsync(stop);
    }

    private static BookingImport Of(bool applied, List<ImportedLine> lines) => new(
        applied, lines.Count(line => line.Kind == ImportedLine.New), lines.Count(line => line.Kind == ImportedLine.Same), lines.Count(line => line.Kind == ImportedLine.Refused),
        [.. lines.Where(line => line.Kind != ImportedLine.Same).OrderBy(line => line.Kind != ImportedLine.Refused).ThenBy(line => line.Line).Take(MostShown)]);
}
