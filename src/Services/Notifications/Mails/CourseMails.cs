using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Notifications;

/// <summary>The mail about lessons of a course that moved together: all of somebody's places in one mail and one calendar file.</summary>
internal sealed class CourseMails(IVenues venues, ClubAddress address, CurrentTenant tenant, IStringLocalizer<NotificationsWords> words, TimeProvider clock)
{
    public async Task<Mail> MovedAsync(CourseMoved fact, MovedCoursePupil pupil, Reader reader, CancellationToken stop)
    {
        using var speaking = Speaking.In(reader.Language);
        var venue = await venues.FindAsync(fact.VenueId, stop);
        var first = pupil.Places[0].Lesson.Court;
        var where = venue is null ? first.VenueName : $"{first.VenueName}, {venue.Place.Address}, {venue.Place.City}";
        var sentence = pupil.Places.Count == 1 ? words["A lesson in which you have a place has another time, court or coach. You keep your place."]
            : words["{0} lessons in which you have a place have another time, court or coach. You keep your places.", pupil.Places.Count];
        List<string> text = [.. reader.FirstName is { } name ? (string[])[words["Hello {0},", name]] : [], sentence];
        if (fact.Reason is not null) text.Add(words["The reason: {0}", fact.Reason]);
        text.Add(words["The attached file changes them in your calendar."]);
        List<MailRow> rows = [new(words["Where"], where), .. pupil.Places.Select(place => Row(place, reader))];
        var dates = pupil.Places.Select(place => (place.Lesson.Court with { BookingId = place.PlaceId, Link = place.Link }, new CalendarWords(
            words["{0} with {1}", place.Lesson.Title, place.Lesson.CoachName], where, address.Of(tenant.Info, place.Link), tenant.Info.Name, venue?.Place.Email ?? $"noreply@{address.HostOf(tenant.Info)}")));
        return new Mail(
            MailKind.CourseMoved, words["Your course moved: {0} · {1}", fact.Title, first.VenueName], sentence, words["Your course moved"], text, rows,
            new MailLink(words["Show my place"], address.Of(tenant.Info, pupil.Places[0].Link)), [words["Times are the club's local time ({0}).", first.Zone.Replace('_', ' ')]])
        {
            Attachment = new("padel.ics", CalendarFile.Booked(dates, clock.GetUtcNow())),
        };
    }

    // Before, and now.
    private MailRow Row(MovedCoursePlace place, Reader reader)
    {
        var (from, to) = (place.From.Court, place.Lesson.Court);
        return new MailRow(TimeText.DayAndRange(from.Start, from.End, from.Zone, reader.Language), words["now {0}", $"{TimeText.DayAndRange(to.Start, to.End, to.Zone, reader.Language)} · {to.CourtName} · {place.Lesson.CoachName}"]);
    }
}
