using System.Globalization;
using NodaTime;
using NodaTime.Text;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.Series;

/// <summary>What somebody said about a series, by the API or on a page, before it is looked at.</summary>
/// <param name="FirstDate">A date such as <c>2026-12-01</c>, as the venue's calendar shows it.</param>
/// <param name="StartTime">Time of the wall clock, such as <c>18:00</c>.</param>
/// <param name="Weekdays">ISO weekdays; that of the first date when none are named.</param>
/// <param name="LastDate">The last date, included; or <paramref name="Times"/>.</param>
internal sealed record SeriesInput(
    Guid CourtId, string? FirstDate, string? StartTime, int? DurationMinutes, IReadOnlyList<int> Weekdays, int? EveryWeeks, string? LastDate, int? Times,
    string? Name, string? Email, string? Phone, Guid? AccountId, string? Note, IReadOnlyList<DateChoice> Choices, long? QuotedMinor, string Source)
{
    private const int MostWeeksBetween = 8;
    private const int MostDates = 366;

    /// <summary>The wish, if nothing is wrong.</summary>
    public async Task<SeriesWish?> WishAsync(Visit visit, IAccounts accounts, SeriesSentences words, Checks checks, TimeProvider clock, CancellationToken stop)
    {
        var pattern = PatternOf(words, checks, clock.GetUtcNow());
        checks.That(DurationMinutes is > 0 and <= 1440, "durationMinutes", words.Duration);
        checks.That(CourtId != Guid.Empty, "courtId", words.Court);
        var dates = pattern is null ? [] : DatesOf(pattern, words, checks);
        var booker = await BookerAsync(visit, accounts, words, checks, stop);
        var note = checks.Optional(Note, "note", 300);
        return checks.Pass ? new SeriesWish(CourtId, pattern!, dates, DurationMinutes!.Value, booker!, note, Source, Choices, QuotedMinor) : null;
    }

    /// <summary>A choice as a form sends it: <c>skip</c>, or a court and an instant; nothing said takes the date as it is.</summary>
    public static DateChoice? Choice(string date, string? chosen)
    {
        if (!LocalDatePattern.Iso.Parse(date).TryGetValue(default, out var day) || string.IsNullOrEmpty(chosen)) return null;
        var parts = chosen.Split(' ', 2);
        return parts is [var court, var start] && Guid.TryParse(court, out var id) && DateTimeOffset.TryParse(start, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            && Days.Horizon.IsThinkable(instant)
            ? new DateChoice(day, id, instant.ToUniversalTime())
            : chosen == "skip" ? new DateChoice(day, null, null) : null;
    }

    internal Recurrence? PatternOf(SeriesSentences words, Checks checks, DateTimeOffset now)
    {
        var first = LocalDatePattern.Iso.Parse(FirstDate ?? "");
        var time = LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(StartTime ?? "");
        var isNear = first.Success && Math.Abs(Period.DaysBetween(first.Value, LocalDate.FromDateTime(now.UtcDateTime))) <= 2 * MostDates;
        checks.That(first.Success && isNear, "firstDate", words.Date).That(time.Success, "startTime", words.Time);
        checks.That(Weekdays.All(day => day is >= 1 and <= 7), "weekdays", words.Weekdays);
        checks.That(EveryWeeks is null or >= 1 and <= MostWeeksBetween, "everyWeeks", words.Weeks);
        if (!checks.Pass) return null;
        return new Recurrence(first.Value, Weekdays.Count > 0 ? Weekdays : [(int)first.Value.DayOfWeek], EveryWeeks ?? 1, time.Value);
    }

    internal List<LocalDate> DatesOf(Recurrence pattern, SeriesSentences words, Checks checks)
    {
        var last = Recurrence.LastAllowed(pattern.First);
        if (Times is { } times)
        {
            checks.That(times is > 0 and <= MostDates, "times", words.Times);
            if (!checks.Pass) return [];
            var dates = pattern.All().Take(times).ToList();
            checks.That(dates[^1] <= last, "times", SeriesRefusals.OverAYear.Sentence);
            return dates;
        }
        var until = LocalDatePattern.Iso.Parse(LastDate ?? "");
        checks.That(until.Success && until.Value >= pattern.First, "lastDate", words.Date);
        if (checks.Pass) checks.That(until.Value <= last, "lastDate", SeriesRefusals.OverAYear.Sentence);
        return checks.Pass ? [.. pattern.Until(until.Value)] : [];
    }

    private async Task<SeriesBooker?> BookerAsync(Visit visit, IAccounts accounts, SeriesSentences words, Checks checks, CancellationToken stop)
    {
        if (!visit.Caller.May(Access.Manage))
            return new SeriesBooker(visit.Caller.AccountId, visit.Caller.Name, visit.Caller.Email, checks.Optional(Phone, "phone", 30), visit.Language);
        if (AccountId is { } account)
        {
            var card = await accounts.FindAsync(account, stop);
            checks.That(card is not null, "accountId", words.Account);
            return card is null ? null : new SeriesBooker(card.Id, card.FullName, card.Email, card.Phone, visit.Language);
        }
        return new SeriesBooker(
            null, checks.Text(Name, "name", 100, words.Name), string.IsNullOrWhiteSpace(Email) ? null : checks.Email(Email, "email", words.Email), checks.Optional(Phone, "phone", 30), visit.Language);
    }
}

/// <summary>What is said about a field, in the language of the page; the API speaks English.</summary>
internal sealed record SeriesSentences(
    string Court, string Date, string Time, string Duration, string Weekdays, string Weeks, string Times, string Name, string Email, string Account)
{
    public static readonly SeriesSentences English = Of(text => text);

    public static SeriesSentences Of(Func<string, string> say) => new(
        say("A court is needed."), say("A date such as 2026-12-01 is needed."), say("A time such as 18:00 is needed."), say("A duration in minutes is needed."),
        say("Weekdays are 1 for Monday to 7 for Sunday."), say("Every 1 to 8 weeks."), say("From 1 to 366 dates."), say("A name is needed."),
        say("An e-mail address is needed."), say("There is no such account."));
}
