using System.Globalization;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Notifications;

/// <summary>The mails about a series: one for all that was done at once, with every date in it and in one calendar file.</summary>
internal sealed class SeriesMails(IVenues venues, ClubAddress address, CurrentTenant tenant, IStringLocalizer<NotificationsWords> words, TimeProvider clock)
{
    public async Task<Mail> BookedAsync(SeriesBooked fact, Reader reader, CancellationToken stop)
    {
        using var speaking = Speaking.In(reader.Language);
        var venue = await venues.FindAsync(fact.Series.VenueId, stop);
        List<string> text =
        [
            .. Greeting(reader), fact.Extended ? words["Your series goes on: {0} more dates are booked.", fact.Dates.Count] : words["Your series is booked: {0} dates.", fact.Dates.Count],
            words["The attached file puts all of them into your calendar."],
        ];
        if (fact.Skipped.Count > 0) text.Add(words["Left out: {0}", string.Join(", ", fact.Skipped.Select(date => TimeText.Day(date, reader.Language)))]);
        var rows = Rows(fact.Series, venue, reader.Language);
        rows.Add(new(words["Price"], words["{0}, to be paid at the club", MoneyText.Format(Sum(fact.Dates), reader.Language)]));
        return new Mail(
            MailKind.SeriesBooked, words["Booked every week: {0} · {1}", Pattern(fact.Series, reader.Language), fact.Series.VenueName], Pattern(fact.Series, reader.Language),
            words["See you on court!"], text, [.. rows, .. Dates(fact.Dates, fact.Series, reader.Language, priced: true)], Link(fact.Series),
            [Zone(fact.Series), words["If you cannot come, please cancel so that others can play."], .. HouseRuleLines.Of(venue, reader.Language, tenant.Info.DefaultLanguage, words)])
        {
            Attachment = new("padel.ics", CalendarFile.Booked(fact.Dates.Select(court => (court, Calendar(court, venue))), clock.GetUtcNow())),
        };
    }

    public async Task<Mail> MovedAsync(SeriesMoved fact, Reader reader, CancellationToken stop)
    {
        using var speaking = Speaking.In(reader.Language);
        var venue = await venues.FindAsync(fact.Series.VenueId, stop);
        List<string> text = [.. Greeting(reader), fact.MovedBy == "player" ? words["Your series has changed, as you asked."] : words["The club has changed your series."]];
        if (fact.MovedBy != "player" && !string.IsNullOrWhiteSpace(fact.Reason)) text.Add(words["The reason: {0}", fact.Reason]);
        if (fact.Refund.AmountMinor > 0) text.Add(words["{0} goes back the way it came. You will hear from us when it is on its way.", MoneyText.Format(fact.Refund, reader.Language)]);
        if (fact.Kept.Count > 0) text.Add(words["These stay as they were: {0}", string.Join(", ", fact.Kept.Select(date => TimeText.Day(date, reader.Language)))]);
        text.Add(words["The attached file changes them in your calendar."]);
        return new Mail(
            MailKind.SeriesMoved, words["Your series changed: {0} · {1}", Pattern(fact.Series, reader.Language), fact.Series.VenueName], Pattern(fact.Series, reader.Language),
            words["Your series changed"], text, [.. Rows(fact.Series, venue, reader.Language), .. Dates(fact.Dates, fact.Series, reader.Language, priced: true)], Link(fact.Series), [Zone(fact.Series)])
        {
            Attachment = new("padel.ics", CalendarFile.Booked(fact.Dates.Select(court => (court, Calendar(court, venue))), clock.GetUtcNow())),
        };
    }

    public async Task<Mail> CancelledAsync(SeriesCancelled fact, Reader reader, CancellationToken stop)
    {
        using var speaking = Speaking.In(reader.Language);
        var venue = await venues.FindAsync(fact.Series.VenueId, stop);
        List<string> text =
        [
            .. Greeting(reader), fact.CancelledBy == "player" ? words["{0} dates of your series are cancelled, as you asked.", fact.Dates.Count] : words["The club had to cancel {0} dates of your series.", fact.Dates.Count],
        ];
        if (fact.CancelledBy != "player" && !string.IsNullOrWhiteSpace(fact.Reason)) text.Add(words["The reason: {0}", fact.Reason]);
        if (fact.Refund.AmountMinor > 0) text.Add(words["{0} goes back the way it came. You will hear from us when it is on its way.", MoneyText.Format(fact.Refund, reader.Language)]);
        return new Mail(
            MailKind.SeriesCancelled, words["Dates cancelled: {0} · {1}", Pattern(fact.Series, reader.Language), fact.Series.VenueName], text[^1],
            words["Dates of your series are cancelled"], text, [.. Rows(fact.Series, venue, reader.Language), .. Dates(fact.Dates, fact.Series, reader.Language, priced: false)], Link(fact.Series), [Zone(fact.Series)])
        {
            Attachment = new("padel.ics", CalendarFile.Cancelled(fact.Dates.Select(court => (court, Calendar(court, venue))), clock.GetUtcNow())),
        };
    }

    // "Tue, Thu 18:00": the same on every page, in every zone.
    private string Pattern(BookedSeries series, string language)
    {
        var days = string.Join(", ", series.Weekdays.Select(day => TimeText.ShortWeekday(new DateOnly(2024, 1, day), language)));
        var time = series.Starts.ToString("HH:mm", CultureInfo.InvariantCulture);
        return series.EveryWeeks == 1 ? words["Every week: {0} at {1}", days, time] : words["Every {0} weeks: {1} at {2}", series.EveryWeeks, days, time];
    }

    private List<MailRow> Rows(BookedSeries series, VenueCard? venue, string language) =>
    [
        new(words["When"], Pattern(series, language)),
        new(words["Court"], series.CourtName),
        new(words["Where"], venue is null ? series.VenueName : $"{series.VenueName}, {venue.Place.Address}, {venue.Place.City}"),
    ];

    private static IEnumerable<MailRow> Dates(IReadOnlyList<BookedCourt> dates, BookedSeries series, string language, bool priced) => dates.Select(court => new MailRow(
        TimeText.Day(TimeText.LocalDate(court.Start, court.Zone), language),
        string.Join(" · ", new[]
        {
            TimeText.TimeRange(court.Start, court.End, court.Zone), court.CourtId == series.CourtId ? null : court.CourtName,
            priced && court.Price.AmountMinor > 0 ? MoneyText.Format(court.Price, language) : null,
        }.OfType<string>())));

    private static Money Sum(IReadOnlyList<BookedCourt> dates) => dates[0].Price with { AmountMinor = dates.Sum(court => court.Price.AmountMinor) };

    private string Zone(BookedSeries series) => words["Times are the club's local time ({0}).", series.Zone.Replace('_', ' ')];

    private IEnumerable<string> Greeting(Reader reader) => reader.FirstName is { } name ? [words["Hello {0},", name]] : [];

    private MailLink Link(BookedSeries series) => new(words["Show my series"], address.Of(tenant.Info, series.Link));

    private CalendarWords Calendar(BookedCourt court, VenueCard? venue) => new(
        words["Padel: {0}, {1}", court.CourtName, court.VenueName],
        venue is null ? court.VenueName : $"{court.VenueName}, {venue.Place.Address}, {venue.Place.City}",
        address.Of(tenant.Info, court.Link), tenant.Info.Name, venue?.Place.Email ?? $"noreply@{address.HostOf(tenant.Info)}");
}
