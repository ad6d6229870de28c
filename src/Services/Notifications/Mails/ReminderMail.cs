using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Notifications;

/// <summary>The mail that reminds of a game: where, when, and the one link needed when somebody cannot come.</summary>
internal sealed class ReminderMail(IVenues venues, ClubAddress address, CurrentTenant tenant, IStringLocalizer<NotificationsWords> words)
{
    public async Task<Mail> WriteAsync(BookedCourt court, int hours, Reader reader, CancellationToken stop)
    {
        using var speaking = Speaking.In(reader.Language);
        var venue = await venues.FindAsync(court.VenueId, stop);
        var when = TimeText.DayAndRange(court.Start, court.End, court.Zone, reader.Language);
        string heading = hours > 2 ? words["You play tomorrow"] : words["You play soon"];
        string sentence = words["{0} is waiting for you. If you cannot come, please give it back so that others can play.", court.CourtName];
        return new Mail(
            MailKind.BookingReminder, words["Reminder: {0} · {1}", when, court.VenueName], sentence, heading,
            [.. reader.FirstName is { } name ? (string[])[words["Hello {0},", name]] : [], sentence],
            [
                new(words["Day"], TimeText.LongDay(TimeText.LocalDate(court.Start, court.Zone), reader.Language)),
                new(words["Time"], TimeText.TimeRange(court.Start, court.End, court.Zone)),
                new(words["Court"], court.CourtName),
                new(words["Where"], venue is null ? court.VenueName : $"{court.VenueName}, {venue.Place.Address}, {venue.Place.City}"),
            ],
            new MailLink(words["Show my booking"], address.Of(tenant.Info, court.Link)), [words["Times are the club's local time ({0}).", court.Zone.Replace('_', ' ')]])
        {
            SendBefore = court.Start,
        };
    }
}
