using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Notifications;

/// <summary>The mails about a draw: a court is held, or there was none.</summary>
internal sealed class DrawMails(IVenues venues, ClubAddress address, CurrentTenant tenant, IStringLocalizer<NotificationsWords> words)
{
    public async Task<Mail> WonAsync(DrawWon fact, Reader reader, CancellationToken stop)
    {
        using var speaking = Speaking.In(reader.Language);
        var court = fact.Court;
        var venue = await venues.FindAsync(court.VenueId, stop);
        var until = TimeText.DayAndTime(fact.Until, court.Zone, reader.Language);
        List<MailRow> rows =
        [
            new(words["Day"], TimeText.LongDay(TimeText.LocalDate(court.Start, court.Zone), reader.Language)),
            new(words["Time"], TimeText.TimeRange(court.Start, court.End, court.Zone)),
            new(words["Court"], court.CourtName),
            new(words["Where"], venue is null ? court.VenueName : $"{court.VenueName}, {venue.Place.Address}, {venue.Place.City}"),
        ];
        if (court.Price.AmountMinor > 0) rows.Add(new(words["Price"], MoneyText.Format(court.Price, reader.Language)));
        rows.Add(new(words["Held until"], until));
        var sentence = fact.PassedOn ? words["Somebody before you let a court go, and you are the next one drawn. It is held for you until {0}; after that it goes on in the order of the draw.", until]
            : words["You were drawn. A court is held for you until {0}; after that it goes on in the order of the draw.", until];
        return new Mail(
            MailKind.DrawWon, words["You were drawn: {0} · {1}", TimeText.DayAndRange(court.Start, court.End, court.Zone, reader.Language), court.VenueName], words["Take it until {0}.", until],
            words["A court is held for you"], [.. Greeting(reader), sentence], rows, new(words["Take it or let it go"], address.Of(tenant.Info, fact.Link)), [Zone(court.Zone)])
        {
            SendBefore = fact.Until,
        };
    }

    public Mail Missed(DrawMissed fact, Reader reader)
    {
        using var speaking = Speaking.In(reader.Language);
        var draw = fact.Draw;
        var when = TimeText.DayAndRange(draw.Start, draw.End, draw.Zone, reader.Language);
        List<string> text = fact.CalledOff
            ? [.. Greeting(reader), words["The club has changed its rules, so there is no draw for these times. Your entry takes nothing from you."], words["These times can be booked by everybody, or are drawn by the new rules."]]
            : [.. Greeting(reader), words["There were more entries than courts, and yours was not drawn this time."], words["If somebody before you lets a court go, it is held for you and we write again. What is left over can be booked by everybody."]];
        return new Mail(
            MailKind.DrawMissed, fact.CalledOff ? words["No draw: {0} · {1}", when, draw.VenueName] : words["Not drawn this time: {0} · {1}", when, draw.VenueName], text[^1],
            fact.CalledOff ? words["There is no draw"] : words["Not drawn this time"], text, [new(words["Time"], when), new(words["Where"], draw.VenueName)],
            new(words["See the draw and its order"], address.Of(tenant.Info, fact.Link)), [Zone(draw.Zone)])
        {
            SendBefore = draw.End,
        };
    }

    private string Zone(string zone) => words["Times are the club's local time ({0}).", zone.Replace('_', ' ')];

    private IEnumerable<string> Greeting(Reader reader) => reader.FirstName is { } name ? [words["Hello {0},", name]] : [];
}
