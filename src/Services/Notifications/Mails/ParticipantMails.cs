using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Notifications;

/// <summary>The mails to those who play along: where and when, and a link to their own page. Nothing in them is about money.</summary>
internal sealed class ParticipantMails(IVenues venues, ClubAddress address, CurrentTenant tenant, IStringLocalizer<NotificationsWords> words, TimeProvider clock)
{
    public async Task<Mail> AboutAsync(ParticipantInformed fact, Reader reader, CancellationToken stop)
    {
        using var speaking = Speaking.In(reader.Language);
        var court = fact.Court with { Link = fact.Link, Price = new Money(0, fact.Court.Price.Currency) };
        var venue = await venues.FindAsync(court.VenueId, stop);
        var when = TimeText.DayAndRange(court.Start, court.End, court.Zone, reader.Language);
        // The organiser typed this name: it goes into a stranger's mail only if it looks like one.
        var organiser = (reader with { Name = fact.Court.Booker.Name }).FirstName ?? words["Somebody"];
        var (subject, heading, sentence) = fact.News switch
        {
            ParticipantNews.Moved => (words["Your game moved: {0} · {1}", when, court.VenueName], words["Your game moved"], words["The booking of {0} in which you play has another time or court.", organiser]),
            ParticipantNews.Cancelled => (words["Called off: {0} · {1}", when, court.VenueName], words["Your game is called off"], words["The booking of {0} in which you were to play is cancelled.", organiser]),
            ParticipantNews.Removed => (words["Without you: {0} · {1}", when, court.VenueName], words["You are not expected any more"], words["{0} does not expect you any more.", organiser]),
            _ => (words["{0} asks you to play: {1} · {2}", organiser, when, court.VenueName], words["Will you play?"], words["{0} has booked a court and would like you to come along. Please say yes or no.", organiser]),
        };
        List<MailRow> rows =
        [
            new(words["Day"], TimeText.LongDay(TimeText.LocalDate(court.Start, court.Zone), reader.Language)),
            new(words["Time"], TimeText.TimeRange(court.Start, court.End, court.Zone)),
            new(words["Court"], court.CourtName),
            new(words["Where"], venue is null ? court.VenueName : $"{court.VenueName}, {venue.Place.Address}, {venue.Place.City}"),
        ];
        if (fact.From is { } from) rows.Add(new(words["Before"], $"{TimeText.DayAndRange(from.Start, from.End, from.Zone, reader.Language)} · {from.CourtName}"));
        var isOn = fact.News is ParticipantNews.Invited or ParticipantNews.Moved;
        return new Mail(
            $"{MailKind.ParticipantPrefix}{fact.News}", subject, sentence, heading, [.. reader.FirstName is { } name ? (string[])[words["Hello {0},", name]] : [], sentence], rows,
            isOn ? new MailLink(fact.News == ParticipantNews.Invited ? words["Say yes or no"] : words["Show my place"], address.Of(tenant.Info, fact.Link)) : null,
            [words["Times are the club's local time ({0}).", court.Zone.Replace('_', ' ')], words["You get this mail because somebody named you for their booking."]])
        {
            Attachment = fact.News switch
            {
                ParticipantNews.Moved => new("padel.ics", CalendarFile.Booked(court, Calendar(court, venue), clock.GetUtcNow())),
                ParticipantNews.Cancelled or ParticipantNews.Removed => new("padel.ics", CalendarFile.Cancelled(court, Calendar(court, venue), clock.GetUtcNow())),
                _ => null,
            },
        };
    }

    private CalendarWords Calendar(BookedCourt court, VenueCard? venue) => new(
        words["Padel: {0}, {1}", court.CourtName, court.VenueName],
        venue is null ? court.VenueName : $"{court.VenueName}, {venue.Place.Address}, {venue.Place.City}",
        address.Of(tenant.Info, court.Link), tenant.Info.Name, venue?.Place.Email ?? $"noreply@{address.HostOf(tenant.Info)}");
}
