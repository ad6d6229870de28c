using NodaTime;
using Npgsql;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Changing;
using PadelSaaS.Booking.Limits;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Series;

/// <summary>What is to be otherwise, from a date on or for all that is to come.</summary>
/// <param name="From">The booking from which on; <see langword="null"/> for all.</param>
internal sealed record SeriesMove(Guid? From, Guid CourtId, LocalTime Start, int DurationMinutes, string? Note, string? Reason, IReadOnlyList<DateChoice> Choices, long? QuotedMinor);

/// <summary>All dates as they were found at their new time, and whether they are there.</summary>
/// <param name="Difference">New prices less the old ones, of the dates that change.</param>
/// <param name="Refund">What comes back of what was paid.</param>
internal sealed record SeriesMoveOutcome(FoundSeries? Found, IReadOnlyList<SeriesDate> Dates, Money Difference, Money Refund, Guid SeriesId, Refusal? Refusal)
{
    public static SeriesMoveOutcome Refused(Refusal refusal, FoundSeries? found = null, IReadOnlyList<SeriesDate>? dates = null) => new(found, dates ?? [], default, default, default, refusal);
}

/// <summary>
/// Gives the dates of a series another court, time, length or note, together or not at all. A date that cannot change is decided by name: it stays
/// as it is, or takes an alternative. "From this date on" makes the rest a series of its own.
/// </summary>
internal sealed class MovingSeries(FindingSeries finding, Limiting limiting, GivingBack giving, IVenues venues, UnitOfWork work, LinkKeys keys, Visit visit, CurrentTenant current, TimeProvider clock)
{
    private const int MostAttempts = 3;

    private bool ByStaff => visit.Caller.May(Access.Manage);

    /// <summary>All dates at their new time; nothing is changed.</summary>
    public async Task<SeriesMoveOutcome> PreviewAsync(Guid id, string? key, SeriesMove move, CancellationToken stop)
    {
        var (found, refusal) = await AllowedAsync(id, key, move with { Reason = move.Reason ?? "preview" }, stop);
        if (refusal is not null) return SeriesMoveOutcome.Refused(refusal);
        var standing = await limiting.StandingAsync(found!.Series.UserId, stop);
        await work.BeginAsync(stop);
        var dates = await JudgeAsync(found, move, standing, clock.GetUtcNow(), stop);
        await work.RollbackAsync();
        return Of(found, dates);
    }

    public async Task<SeriesMoveOutcome> MoveAsync(Guid id, string? key, SeriesMove move, CancellationToken stop)
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            var (found, refusal) = await AllowedAsync(id, key, move, stop);
            if (refusal is not null) return SeriesMoveOutcome.Refused(refusal);
            // Null means that a date, a court or the club's rules changed between reading and writing.
            if (await AttemptAsync(found!, move, stop) is { } outcome) return outcome;
            await venues.ReloadAsync(found!.Venue.Id, stop);
        }
        return SeriesMoveOutcome.Refused(SeriesRefusals.Changed);
    }

    private async Task<(FoundSeries? Found, Refusal? Refusal)> AllowedAsync(Guid id, string? key, SeriesMove move, CancellationToken stop)
    {
        if (current.Info.State != TenantState.Open) return (null, Refusals.Suspended);
        if (await finding.ReadAsync(id, key, stop) is not { } found) return (null, SeriesRefusals.NoSeries);
        if (!found.Has(move.From)) return (null, Refusals.NoBooking);
        if (!ByStaff && (await limiting.StandingAsync(found.Series.UserId, found.Series.GuestEmail, stop)).IsBlocked) return (null, Refusals.Blocked);
        if (found.Ahead(move.From, clock.GetUtcNow()).Count == 0) return (null, SeriesRefusals.NothingLeft);
        if (!found.Venue.Courts.Any(court => court.Id == move.CourtId)) return (null, await venues.FindByCourtAsync(move.CourtId, stop) is null ? Refusals.NoCourt : Refusals.OtherVenue);
        if (!found.Venue.Rules.DurationsMinutes.Contains(move.DurationMinutes)) return (null, Refusals.NotOffered);
        return ByStaff && string.IsNullOrWhiteSpace(move.Reason) ? (null, Refusals.ReasonNeeded) : (found, null);
    }

    private async Task<IReadOnlyList<SeriesDate>> JudgeAsync(FoundSeries found, SeriesMove move, CustomerStanding standing, DateTimeOffset now, CancellationToken stop)
    {
        var (venue, ahead) = (found.Venue, found.Ahead(move.From, now));
        var wanted = ahead.Select(booking => (Booking: booking, At: Recurrence.At(LocalDate.FromDateOnly(found.DateOf(booking.StartsAt)), move.Start, venue.Zone))).ToList();
        var starts = wanted.Select(one => one.At.Start).Concat(move.Choices.Select(choice => choice.Start).OfType<DateTimeOffset>());
        var days = await SeriesDays.ReadAsync(work, venue, starts, wanted.Select(one => one.At.Date), [.. ahead.Select(booking => booking.Id)], now, stop);
        // How far ahead the dates are was agreed when they were booked.
        var judge = new SeriesJudge(venue, days, new Asking(ByStaff, null, standing), now);
        return [.. wanted.Select(one => Judge(judge, one.Booking, one.At, move, now) with { IsException = found.IsException(one.Booking) })];
    }

    private SeriesDate Judge(SeriesJudge judge, Booking booking, Occurrence at, SeriesMove move, DateTimeOffset now)
    {
        var choice = move.Choices.FirstOrDefault(choice => choice.Date == at.Date);
        if (new Move(move.CourtId, at.Start, move.DurationMinutes).IsWhereItIs(booking))
            return new SeriesDate(at.Date, booking.CourtId, booking.StartsAt, booking.EndsAt, at.Clock, DateState.Free, new Price(booking.Price, BookingView.Lines(booking.PriceLines)), []) { Booking = booking };
        if (!ByStaff && !(now <= MoveRules.Closes(booking)))
            return new SeriesDate(at.Date, move.CourtId, at.Start, at.Start.AddMinutes(move.DurationMinutes), at.Clock, DateState.TooLate, null, []) { Booking = booking, Skipped = choice is { Skips: true } };
        return judge.Decide(judge.Judge(at, move.CourtId, move.DurationMinutes), choice, move.DurationMinutes) with { Booking = booking };
    }

    private async Task<SeriesMoveOutcome?> AttemptAsync(FoundSeries found, SeriesMove move, CancellationToken stop)
    {
        var (now, standing) = (clock.GetUtcNow(), await limiting.StandingAsync(found.Series.UserId, stop));
        await work.BeginAsync(stop);
        try
        {
            await SeriesRows.LockAsync(work, move.Choices.Select(choice => choice.CourtId).OfType<Guid>().Append(move.CourtId), stop);
            var dates = await JudgeAsync(found, move, standing, now, stop);
            var outcome = Of(found, dates);
            var refusal = dates.Any(date => date.IsOpen) ? SeriesRefusals.Conflicts(dates, found.Venue)
                : SeriesDate.Total(dates, found.Venue.Currency) is var total && total.AmountMinor > move.QuotedMinor ? Refusals.PriceChanged(total) : null;
            if (refusal is null && ByStaff)
                refusal = await giving.TakeAsync(outcome.Refund, new Act("refund.given", "series", $"{found.Series.Id}", found.Venue.Name), move.Reason, [new Changed("dates moved", null, $"{dates.Count}")], stop);
            if (refusal is not null)
            {
                await work.RollbackAsync();
                return outcome with { Refusal = refusal };
            }
            return await WriteAsync(found, move, outcome, now, stop);
        }
        catch (PostgresException lost) when (lost.SqlState is PostgresErrorCodes.ExclusionViolation or PostgresErrorCodes.DeadlockDetected)
        {
            await work.RollbackAsync(lost);
            return null;
        }
    }

    private async Task<SeriesMoveOutcome?> WriteAsync(FoundSeries found, SeriesMove move, SeriesMoveOutcome outcome, DateTimeOffset now, CancellationToken stop)
    {
        var (venue, act, by) = (found.Venue, Guid.CreateVersion7(now), ByStaff && found.Series.UserId != visit.Caller.AccountId ? "staff" : "player");
        var series = await MovedSeries.SplitAsync(work, found, move, outcome.Dates[0].Date, visit.Caller, now, stop);
        var moved = outcome.Dates.Where(date => Changes(date)).ToList();
        var told = new List<BookingMoved>();
        foreach (var date in moved)
        {
            var (booking, to, link) = (date.Booking!, date.Chosen!, await keys.ForAsync(date.Booking!, stop));
            var offer = MoveOffer.Of(booking, venue, new Move(to.CourtId, to.Start, move.DurationMinutes), to.Price!);
            var before = booking.Tell(venue, link, act);
            told.Add(new BookingMoved(before, (before with
            {
                CourtId = to.CourtId,
                CourtName = offer.CourtName,
                Start = to.Start,
                End = to.End,
                Price = offer.Price,
                Moves = booking.Moves + 1,
            }).Priced(offer.PriceLines), offer.Refund, new Money(booking.PaidMinor - offer.Refund.AmountMinor, booking.Currency), by, move.Reason));
        }
        await SeriesRows.EndDeadAsync(work, moved.Select(date => (date.Chosen!.CourtId, date.Chosen.Start, date.Chosen.End.AddMinutes(venue.Rules.BufferMinutes))), now, stop);
        if (!await MovedSeries.WriteAsync(work, found, moved, told, visit.Caller, now, stop))
        {
            await work.RollbackAsync();
            return null;
        }
        foreach (var fact in told) work.Tell(fact);
        var kept = outcome.Dates.Where(date => date.Skipped).Select(date => date.Date.ToDateOnly()).ToList();
        if (told.Count > 0) work.Tell(new SeriesMoved(act, series.Tell(venue, await keys.ForAsync(series.Id, stop)), [.. told.Select(fact => fact.Court)], kept, outcome.Refund, by, move.Reason));
        await SeriesRows.NoteAsync(work, series.Id, told.Count > 0 ? "moved" : "noted", visit.Caller, visit.Caller.IsKnown ? visit.Caller.Name : series.GuestName,
            new { dates = told.Count, kept, move.CourtId, start = move.Start.ToTimeOnly(), move.DurationMinutes, difference = outcome.Difference.AmountMinor, move.Reason }, now, stop);
        await work.CommitAsync(stop);
        return outcome with { SeriesId = series.Id };
    }

    private static SeriesMoveOutcome Of(FoundSeries found, IReadOnlyList<SeriesDate> dates)
    {
        Money In(long minor) => new(minor, found.Venue.Currency);
        var moved = dates.Where(date => Changes(date)).ToList();
        return new SeriesMoveOutcome(found, dates,
            In(moved.Sum(date => date.Chosen!.Price!.Total.AmountMinor - date.Booking!.TotalAmountMinor)),
            In(moved.Sum(date => Math.Max(0, date.Booking!.PaidMinor - date.Chosen!.Price!.Total.AmountMinor))), found.Series.Id, null);
    }

    private static bool Changes(SeriesDate date) => date.Chosen is { } to && !(to.CourtId == date.Booking!.CourtId && to.Start == date.Booking.StartsAt && to.End == date.Booking.EndsAt);
}
