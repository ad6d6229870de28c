using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Changing;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Series;

/// <summary>A date that is given up, and what comes back of what was paid for it.</summary>
public sealed record GivenUp(Booking Booking, Money Refund);

/// <summary>The dates that are given up, or the rule that refused.</summary>
internal sealed record SeriesCancelOutcome(FoundSeries? Found, IReadOnlyList<GivenUp> Dates, Refusal? Refusal)
{
    /// <summary>What comes back together.</summary>
    public Money Refund => new(Dates.Sum(date => date.Refund.AmountMinor), Found!.Venue.Currency);
}

/// <summary>Gives up all dates of a series that are still to come, or those from one on: together or not at all, each date's money by its own agreement.</summary>
internal sealed class CancellingSeries(FindingSeries finding, UnitOfWork work, GivingBack giving, OneTrip trip, LinkKeys keys, Visit visit, TimeProvider clock)
{
    private const int MostAttempts = 3;

    /// <summary>What would be given up now; nothing is changed.</summary>
    /// <param name="from">The booking from which on; <see langword="null"/> for all that is to come.</param>
    public async Task<SeriesCancelOutcome> PreviewAsync(Guid id, string? key, Guid? from, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, key, stop) is not { } found) return Refused(SeriesRefusals.NoSeries);
        if (!found.Has(from)) return Refused(Refusals.NoBooking);
        return Of(found, from, clock.GetUtcNow()) is { Count: > 0 } dates ? new SeriesCancelOutcome(found, dates, null) : Refused(SeriesRefusals.NothingLeft);
    }

    /// <summary>Why whoever asks cannot give that much back; <see langword="null"/> when they can, or when it is their own series.</summary>
    public Task<Refusal?> LookAsync(SeriesCancelOutcome seen, CancellationToken stop) =>
        seen.Found is { } found && visit.Caller.May(Access.Manage) && found.Series.UserId != visit.Caller.AccountId ? giving.LookAsync(seen.Refund, stop) : Task.FromResult<Refusal?>(null);

    public async Task<SeriesCancelOutcome> CancelAsync(Guid id, string? key, Guid? from, string? reason, CancellationToken stop)
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            var seen = await PreviewAsync(id, key, from, stop);
            if (seen.Refusal is not null) return seen;
            var (isDone, over) = await AttemptAsync(seen, from, reason, stop);
            if (over is not null) return seen with { Refusal = over };
            if (isDone) return seen;
        }
        return Refused(SeriesRefusals.Changed);
    }

    // False when a date changed between reading and writing.
    private async Task<(bool IsDone, Refusal? Over)> AttemptAsync(SeriesCancelOutcome seen, Guid? from, string? reason, CancellationToken stop)
    {
        var (now, series, venue) = (clock.GetUtcNow(), seen.Found!.Series, seen.Found.Venue);
        var (act, by) = (Guid.CreateVersion7(now), visit.Caller.May(Access.Manage) && series.UserId != visit.Caller.AccountId ? "staff" : "player");
        var key = await keys.ForAsync(series.Id, stop);
        var facts = new List<BookingCancelled>();
        foreach (var (booking, refund) in seen.Dates)
            facts.Add(new BookingCancelled(booking.Tell(venue, await keys.ForAsync(booking, stop), act), refund, by, reason, WasConfirmed: true));

        await work.BeginAsync(stop);
        if (by == "staff" && await giving.TakeAsync(seen.Refund, new Act("refund.given", "series", $"{series.Id}", venue.Name), reason, [new Changed("dates", $"{facts.Count}", "0")], stop) is { } over)
        {
            await work.RollbackAsync();
            return (false, over);
        }
        await using (var batch = work.Batch())
        {
            foreach (var (date, fact) in seen.Dates.Zip(facts)) batch.BatchCommands.Add(Changes.Cancel(date.Booking, by, reason, inFull: false, fact, visit.Caller, now, clock));
            await using var reader = await batch.ExecuteReaderAsync(stop);
            var isWhole = true;
            do isWhole &= await Changes.ReadAsync(reader); while (await reader.NextResultAsync(stop));
            if (!isWhole)
            {
                await reader.DisposeAsync();
                await work.RollbackAsync();
                return (false, null);
            }
        }
        var last = from is null ? now : seen.Dates[0].Booking.StartsAt.AddDays(-1);
        await using (var end = work.Command("update series set last_date = greatest(first_date, least(last_date, $2)), updated_at = $3 where id = $1", series.Id, seen.Found.DateOf(last), now))
            await end.ExecuteNonQueryAsync(stop);
        await SeriesRows.NoteAsync(work, series.Id, "cancelled", visit.Caller, visit.Caller.IsKnown ? visit.Caller.Name : series.GuestName,
            new { dates = facts.Count, from = seen.Dates[0].Booking.StartsAt, refund = seen.Refund.AmountMinor, reason }, now, stop);
        work.Tell(new SeriesCancelled(act, series.Tell(venue, key), [.. facts.Select(fact => fact.Court)], seen.Refund, by, reason));
        await work.CommitAsync(stop);
        foreach (var fact in facts) trip.Announce(fact);
        return (true, null);
    }

    private static List<GivenUp> Of(FoundSeries found, Guid? from, DateTimeOffset now) =>
        [.. found.Ahead(from, now).Select(booking => new GivenUp(booking, Cancellation.Refund(new Money(booking.PaidMinor, booking.Currency), Agreement.Of(booking), now)))];

    private static SeriesCancelOutcome Refused(Refusal refusal) => new(null, [], refusal);
}
