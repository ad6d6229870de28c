using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Limits;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Series;

/// <summary>
/// Books all dates of a series in one transaction, or none. Every date is judged and priced before anybody confirms; what was decided about each
/// is judged again inside the transaction, and the exclusion constraint has the last word. Whoever loses a date gets the whole list back.
/// </summary>
internal sealed class TakingSeries(IVenues venues, Limiting limiting, UnitOfWork work, LinkKeys keys, Visit visit, CurrentTenant current, TimeProvider clock)
{
    private const int MostAttempts = 3;

    private Counting Who => new(visit.Caller.AccountId, null);

    private bool ByStaff => visit.Caller.May(Access.Manage);

    /// <summary>All dates as they are now; nothing is taken.</summary>
    /// <param name="series">The series the dates are added to; <see langword="null"/> for a new one.</param>
    public async Task<SeriesOutcome> PreviewAsync(SeriesWish wish, WeeklySeries? series, CancellationToken stop)
    {
        var (venue, refusal) = await AllowedAsync(wish, series, stop);
        if (refusal is not null) return SeriesOutcome.Refused(refusal);
        var standing = await limiting.StandingAsync(wish.Booker.AccountId, stop);
        await work.BeginAsync(stop);
        var dates = await JudgeAsync(venue!, wish, standing, clock.GetUtcNow(), stop);
        await work.RollbackAsync();
        return new SeriesOutcome(series, venue, dates, [], "", "", null);
    }

    public async Task<SeriesOutcome> TakeAsync(SeriesWish wish, WeeklySeries? series, RequestKey? request, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (venue, refusal) = await AllowedAsync(wish, series, stop);
            if (refusal is not null) return SeriesOutcome.Refused(refusal);
            var (outcome, again) = await AttemptAsync(venue!, wish, series, request, stop);
            if (outcome is not null && (again is false || attempt == MostAttempts)) return outcome;
            // Somebody took a date, or the club changed its rules, between the judging and the writing: judge again.
            await venues.ReloadAsync(venue!.Id, stop);
        }
    }

    private async Task<(VenueCard? Venue, Refusal? Refusal)> AllowedAsync(SeriesWish wish, WeeklySeries? series, CancellationToken stop)
    {
        if (current.Info.State != TenantState.Open) return (null, Refusals.Suspended);
        if (await venues.FindByCourtAsync(wish.CourtId, stop) is not { } venue) return (null, Refusals.NoCourt);
        if (series is not null && series.VenueId != venue.Id) return (null, Refusals.OtherVenue);
        if (!venue.Rules.DurationsMinutes.Contains(wish.DurationMinutes)) return (null, Refusals.NotOffered);
        if (wish.Dates.Count == 0) return (null, SeriesRefusals.NoDates);
        if (ByStaff) return (venue, null);
        if ((await limiting.StandingAsync(Who.AccountId, visit.Caller.Email, stop)).IsBlocked) return (null, Refusals.Blocked);
        if (venue.Rules.PlayerSeriesWeeks == 0) return (null, SeriesRefusals.OnlyTheClub);
        if (!venue.Rules.PayAtClub || await limiting.IsPrepaidOnlyAsync(venue, Who)) return (null, SeriesRefusals.NotPaidAtClub);
        var now = clock.GetUtcNow();
        var missed = await limiting.LookAsync(venue, new Allowance(PlayerLimits.None, venue.Rules.Policy.NoShows), new CountedWish(Who, now, now));
        return missed.Count > 0 ? (null, missed[0]) : (venue, null);
    }

    private async Task<IReadOnlyList<SeriesDate>> JudgeAsync(VenueCard venue, SeriesWish wish, CustomerStanding standing, DateTimeOffset now, CancellationToken stop)
    {
        var wanted = wish.Dates.Select(date => wish.Pattern.On(date, venue.Zone)).ToList();
        var starts = wanted.Select(one => one.Start).Concat(wish.Choices.Select(choice => choice.Start).OfType<DateTimeOffset>());
        var days = await SeriesDays.ReadAsync(work, venue, starts, wish.Dates, [], now, stop);
        var judge = new SeriesJudge(venue, days, Asking.Of(venue, ByStaff, standing, now), now);
        return [.. wanted.Select(one => judge.Decide(judge.Judge(one, wish.CourtId, wish.DurationMinutes), wish.Choices.FirstOrDefault(choice => choice.Date == one.Date), wish.DurationMinutes))];
    }

    // Null outcome, or "again": the row or the rules were others by the time of writing.
    private async Task<(SeriesOutcome? Outcome, bool Again)> AttemptAsync(VenueCard venue, SeriesWish wish, WeeklySeries? existing, RequestKey? request, CancellationToken stop)
    {
        var (now, standing) = (clock.GetUtcNow(), await limiting.StandingAsync(wish.Booker.AccountId, stop));
        await work.BeginAsync(stop);
        await SeriesRows.LockAsync(work, wish.Choices.Select(choice => choice.CourtId).OfType<Guid>().Append(wish.CourtId), stop);
        var dates = await JudgeAsync(venue, wish, standing, now, stop);
        var chosen = dates.Select(date => date.Chosen).OfType<SeriesDate>().ToList();
        var refusal = dates.Any(date => date.IsOpen) ? SeriesRefusals.Conflicts(dates, venue)
            : chosen.Count == 0 ? SeriesRefusals.NothingLeft
            : SeriesDate.Total(dates, venue.Currency) is var total && total.AmountMinor > wish.QuotedMinor ? Refusals.PriceChanged(total)
            : null;
        if (refusal is not null)
        {
            await work.RollbackAsync();
            return (SeriesOutcome.Refused(refusal, venue, dates), false);
        }
        var series = existing is null ? Draft(venue, wish, chosen, now) : await ExtendAsync(existing, wish, now, stop);
        if (series is null)
        {
            await work.RollbackAsync();
            return (SeriesOutcome.Refused(SeriesRefusals.Changed), false);
        }
        if (existing is null) work.Model<BookingModel>().Add(series);
        await work.Model<BookingModel>().SaveChangesAsync(stop);
        return await WriteAsync(venue, series, dates, chosen, extended: existing is not null, request, now, stop);
    }

    private async Task<(SeriesOutcome? Outcome, bool Again)> WriteAsync(
        VenueCard venue, WeeklySeries series, IReadOnlyList<SeriesDate> dates, List<SeriesDate> chosen, bool extended, RequestKey? request, DateTimeOffset now, CancellationToken stop)
    {
        var bookings = chosen.ConvertAll(date => Date(venue, series, date, now));
        var actor = visit.Caller.IsKnown ? visit.Caller.Name : series.GuestName;
        await SeriesRows.EndDeadAsync(work, bookings.Select(one => (one.CourtId, one.StartsAt, one.EndsAt.AddMinutes(venue.Rules.BufferMinutes))), now, stop);
        var (won, _) = await SeriesRows.InsertAsync(work, series, venue, bookings, visit.Caller, actor, now, stop);
        if (won < bookings.Count)
        {
            await work.RollbackAsync();
            return (SeriesOutcome.Refused(SeriesRefusals.Changed, venue, dates), true);
        }
        var (act, key) = (Guid.CreateVersion7(now), await keys.ForAsync(series.Id, stop));
        var told = new List<BookedCourt>();
        foreach (var booking in bookings) told.Add(booking.Tell(venue, await keys.ForAsync(booking, stop), act));
        foreach (var court in told) work.Tell(new BookingConfirmed(court, Taking.PaymentMethods.AtClub));
        var skipped = dates.Where(date => date.Skipped).Select(date => date.Date.ToDateOnly()).ToList();
        work.Tell(new SeriesBooked(act, series.Tell(venue, key), told, skipped, extended));
        await SeriesRows.NoteAsync(work, series.Id, extended ? "extended" : "booked", visit.Caller, actor,
            new { dates = told.Count, skipped, from = told[0].Start, to = told[^1].Start, total = bookings.Sum(one => one.TotalAmountMinor), series.Note }, now, stop);
        var answer = BookingView.Write(SeriesView.Of(series, venue, bookings, now, series.UserId is null ? key : null));
        if (request is not null && !await Idempotency.StoreAsync(work, request, 201, answer, "application/json; charset=utf-8", now, stop))
        {
            await work.RollbackAsync();
            return (SeriesOutcome.Refused(SeriesRefusals.Changed, venue, dates), true);
        }
        await work.CommitAsync(stop);
        return (new SeriesOutcome(series, venue, dates, bookings, key, answer, null), false);
    }

    // The row is locked by its change: of two who extend it at once the second looks again at what is there.
    private async Task<WeeklySeries?> ExtendAsync(WeeklySeries seen, SeriesWish wish, DateTimeOffset now, CancellationToken stop)
    {
        await using var update = work.Command("update series set last_date = $3, updated_at = $4 where id = $1 and updated_at = $2", seen.Id, seen.UpdatedAt, wish.Dates[^1].ToDateOnly(), now);
        if (await update.ExecuteNonQueryAsync(stop) == 0) return null;
        (seen.LastDate, seen.UpdatedAt) = (wish.Dates[^1].ToDateOnly(), now);
        return seen;
    }

    private WeeklySeries Draft(VenueCard venue, SeriesWish wish, List<SeriesDate> chosen, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        VenueId = venue.Id,
        CourtId = wish.CourtId,
        Zone = venue.Zone,
        FirstDate = chosen[0].Date.ToDateOnly(),
        LastDate = wish.Dates[^1].ToDateOnly(),
        Weekdays = [.. wish.Pattern.Weekdays.Distinct().Order()],
        EveryWeeks = wish.Pattern.EveryWeeks,
        Starts = wish.Pattern.Start.ToTimeOnly(),
        DurationMinutes = wish.DurationMinutes,
        UserId = wish.Booker.AccountId,
        GuestName = wish.Booker.Name,
        GuestEmail = wish.Booker.Email,
        GuestPhone = wish.Booker.Phone,
        Language = wish.Booker.Language,
        Note = wish.Note,
        Source = wish.Source,
        CreatedBy = visit.Caller.AccountId,
        CreatedAt = now,
        UpdatedAt = now,
    };

    private Booking Date(VenueCard venue, WeeklySeries series, SeriesDate date, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        VenueId = venue.Id,
        CourtId = date.CourtId,
        StartsAt = date.Start,
        EndsAt = date.End,
        Zone = venue.Zone,
        Status = BookingStatus.Confirmed,
        BookingType = WeeklySeries.BookingType,
        SeriesId = series.Id,
        UserId = series.UserId,
        GuestName = series.GuestName,
        GuestEmail = series.GuestEmail,
        GuestPhone = series.GuestPhone,
        Language = series.Language,
        TotalAmountMinor = date.Price!.Total.AmountMinor,
        Currency = date.Price.Total.Currency,
        PriceLines = BookingView.Write(date.Price.Lines),
        PriceBasis = BookingView.Write(date.Price.Basis with { At = now }),
        CancellationTiers = BookingView.Write(venue.Rules.Cancellation),
        Terms = BookingView.Write(BookingTerms.Of(venue.Rules)),
        PaymentMethod = Taking.PaymentMethods.AtClub,
        SpecialRequests = series.Note,
        Source = series.Source,
        CreatedBy = visit.Caller.AccountId,
        CreatedAt = now,
        UpdatedAt = now,
    };
}
