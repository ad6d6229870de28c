using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Notifications;

/// <summary>The mails about a place in a lesson: taken, moved, called off.</summary>
internal sealed class LessonMails(IVenues venues, ClubAddress address, CurrentTenant tenant, IStringLocalizer<NotificationsWords> words, TimeProvider clock)
{
    public Task<Mail> BookedAsync(LessonPlaceBooked fact, Reader reader, CancellationToken stop) => WriteAsync(
        MailKind.LessonBooked, fact.Lesson, fact.Pupil, null, reader,
        when => (words["Your place: {0} · {1}", fact.Lesson.Title, when], words["You have a place"], words["We look forward to seeing you."]),
        [
            fact.Lesson.Court.Price.AmountMinor > 0 ? "The place is paid at the club, before the lesson." : null,
            fact.Least > 1 ? "With fewer than {0} pupils on {1} the lesson is cancelled, and we write to you. Until then you can give your place back." : "You can give your place back until {1}.",
        ],
        [fact.Least, TimeText.DayAndTime(fact.DecidedAt, fact.Lesson.Court.Zone, reader.Language)], stop);

    public Task<Mail> MovedAsync(LessonMoved fact, LessonPupil pupil, Reader reader, CancellationToken stop) => WriteAsync(
        MailKind.LessonMoved, fact.Lesson, pupil, fact.From.Court, reader,
        when => (words["Your lesson moved: {0} · {1}", fact.Lesson.Title, when], words["Your lesson moved"], words["The lesson has another time, court or coach. You keep your place."]),
        [fact.Reason is null ? null : "The reason: {0}"], [fact.Reason ?? ""], stop);

    public Task<Mail> CancelledAsync(LessonCancelled fact, LessonPupil pupil, Reader reader, CancellationToken stop) => WriteAsync(
        MailKind.LessonCancelled, fact.Lesson, pupil, null, reader,
        when => (words["Lesson cancelled: {0} · {1}", fact.Lesson.Title, when], words["Your lesson is cancelled"],
            fact.CancelledBy == "too_few" ? words["Not enough pupils had come together in time, so the lesson does not take place."] : words["The club had to call the lesson off."]),
        [fact.Reason is null ? null : "The reason: {0}"], [fact.Reason ?? ""], stop);

    /// <summary>All lessons of a course that somebody had a place in, in one mail and one calendar file.</summary>
    public async Task<Mail> CourseCancelledAsync(CourseCancelled fact, CoursePupil pupil, Reader reader, CancellationToken stop)
    {
        using var speaking = Speaking.In(reader.Language);
        var venue = await venues.FindAsync(fact.VenueId, stop);
        var first = pupil.Places[0].Lesson.Court;
        var sentence = words["The club had to call the course off: {0} lessons in which you have a place do not take place.", pupil.Places.Count];
        List<string> text = [.. reader.FirstName is { } name ? (string[])[words["Hello {0},", name]] : [], sentence];
        if (fact.Reason is not null) text.Add(words["The reason: {0}", fact.Reason]);
        var where = venue is null ? first.VenueName : $"{first.VenueName}, {venue.Place.Address}, {venue.Place.City}";
        List<MailRow> rows =
        [
            new(words["Coach"], fact.CoachName), new(words["Where"], where),
            .. pupil.Places.Select(place => new MailRow(
                TimeText.Day(TimeText.LocalDate(place.Lesson.Court.Start, place.Lesson.Court.Zone), reader.Language), $"{TimeText.TimeRange(place.Lesson.Court.Start, place.Lesson.Court.End, place.Lesson.Court.Zone)} · {place.Lesson.Court.CourtName}")),
        ];
        var dates = pupil.Places.Select(place => (place.Lesson.Court with { BookingId = place.PlaceId, Link = place.Link }, new CalendarWords(
            words["{0} with {1}", fact.Title, fact.CoachName], where, address.Of(tenant.Info, place.Link), tenant.Info.Name, venue?.Place.Email ?? $"noreply@{address.HostOf(tenant.Info)}")));
        return new Mail(
            MailKind.CourseCancelled, words["Course cancelled: {0} · {1}", fact.Title, first.VenueName], sentence, words["Your course is cancelled"], text, rows,
            new MailLink(words["See other lessons"], address.Of(tenant.Info, "/lessons")), [words["Times are the club's local time ({0}).", first.Zone.Replace('_', ' ')]])
        {
            Attachment = new("padel.ics", CalendarFile.Cancelled(dates, clock.GetUtcNow())),
        };
    }

    private async Task<Mail> WriteAsync(
        string kind, BookedLesson lesson, LessonPupil pupil, BookedCourt? from, Reader reader, Func<string, (string Subject, string Heading, string Sentence)> says,
        IReadOnlyList<string?> more, object[] values, CancellationToken stop)
    {
        using var speaking = Speaking.In(reader.Language);
        // The event of a calendar is the place, not the court: who also plays on it keeps both.
        var court = lesson.Court with { BookingId = pupil.PlaceId, Link = pupil.Link };
        var venue = await venues.FindAsync(court.VenueId, stop);
        var (subject, heading, sentence) = says(TimeText.DayAndRange(court.Start, court.End, court.Zone, reader.Language));
        List<MailRow> rows =
        [
            new(words["Day"], TimeText.LongDay(TimeText.LocalDate(court.Start, court.Zone), reader.Language)),
            new(words["Time"], TimeText.TimeRange(court.Start, court.End, court.Zone)),
            new(words["Coach"], lesson.CoachName),
            new(words["Court"], court.CourtName),
            new(words["Where"], venue is null ? court.VenueName : $"{court.VenueName}, {venue.Place.Address}, {venue.Place.City}"),
        ];
        if (from is not null) rows.Add(new(words["Before"], $"{TimeText.DayAndRange(from.Start, from.End, from.Zone, reader.Language)} · {from.CourtName}"));
        if (kind == MailKind.LessonBooked && court.Price.AmountMinor > 0) rows.Add(new(words["Price"], MoneyText.Format(court.Price, reader.Language)));
        var calendar = new CalendarWords(
            words["{0} with {1}", lesson.Title, lesson.CoachName], venue is null ? court.VenueName : $"{court.VenueName}, {venue.Place.Address}, {venue.Place.City}",
            address.Of(tenant.Info, pupil.Link), tenant.Info.Name, venue?.Place.Email ?? $"noreply@{address.HostOf(tenant.Info)}");
        return new Mail(
            kind, subject, sentence, heading,
            [.. reader.FirstName is { } name ? (string[])[words["Hello {0},", name]] : [], sentence, .. more.OfType<string>().Select(line => words[line, values].Value)], rows,
            new MailLink(words["Show my place"], address.Of(tenant.Info, pupil.Link)), [words["Times are the club's local time ({0}).", court.Zone.Replace('_', ' ')]])
        {
            Attachment = new("padel.ics", kind == MailKind.LessonCancelled ? CalendarFile.Cancelled(court, calendar, clock.GetUtcNow()) : CalendarFile.Booked(court, calendar, clock.GetUtcNow())),
        };
    }
}
