using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Notifications;

/// <summary>The mails about a booking that goes from one player to another: the offer, and to both what became of it.</summary>
internal sealed class TransferMails(IVenues venues, ClubAddress address, CurrentTenant tenant, IStringLocalizer<NotificationsWords> words, TimeProvider clock)
{
    public async Task<Mail> OfferedAsync(TransferOffered fact, Reader reader, CancellationToken stop)
    {
        using var speaking = Speaking.In(reader.Language);
        var until = TimeText.DayAndTime(fact.Until, fact.Court.Zone, reader.Language);
        var sentence = words["{0} would like to hand a booking over to you. Please decide until {1}.", NameOf(reader, fact.Court.Booker), until];
        return await MailAsync(MailKind.TransferOffered, fact.Court, reader, words["{0} offers you a booking: {1} · {2}", NameOf(reader, fact.Court.Booker), When(fact.Court, reader), fact.Court.VenueName],
            words["Do you want this booking?"], sentence, new(words["Look at it and decide"], address.Of(tenant.Info, fact.Link)), words["You get this mail because somebody named you for their booking."], stop) with
        {
            SendBefore = fact.Until,
        };
    }

    public Task<Mail> DeclinedAsync(TransferDeclined fact, Reader reader, CancellationToken stop)
    {
        using var speaking = Speaking.In(reader.Language);
        return MailAsync(MailKind.TransferDeclined, fact.Court, reader, words["Not taken: {0} · {1}", When(fact.Court, reader), fact.Court.VenueName], words["Your booking stays yours"],
            words["{0} did not take your booking over. It is still yours.", fact.Receiver.Email ?? ""], new(words["Show my booking"], address.Of(tenant.Info, fact.Court.Link)), null, stop);
    }

    public async Task<Mail> TakenAsync(BookingTransferred fact, Reader reader, CancellationToken stop)
    {
        using var speaking = Speaking.In(reader.Language);
        var court = fact.Court;
        return await MailAsync(MailKind.TransferTaken, court, reader, words["Yours now: {0} · {1}", When(court, reader), court.VenueName], words["This booking is yours"],
            words["You took this booking over from {0}, with what was paid and agreed.", NameOf(reader, fact.From.Booker)], new(words["Show my booking"], address.Of(tenant.Info, court.Link)), null, stop) with
        {
            Attachment = new("padel.ics", CalendarFile.Booked(court, Calendar(court, await venues.FindAsync(court.VenueId, stop)), clock.GetUtcNow())),
        };
    }

    public async Task<Mail> GivenAsync(BookingTransferred fact, Reader reader, CancellationToken stop)
    {
        using var speaking = Speaking.In(reader.Language);
        var court = fact.From with { Link = "/" };
        return await MailAsync(MailKind.TransferGiven, court, reader, words["Handed over: {0} · {1}", When(court, reader), court.VenueName], words["Your booking was taken over"],
            words["{0} has taken your booking over. It is not yours any more, and your link opens it no more.", NameOf(reader, fact.Court.Booker)], null, null, stop) with
        {
            Attachment = new("padel.ics", CalendarFile.Cancelled(court, Calendar(court, await venues.FindAsync(court.VenueId, stop)), clock.GetUtcNow())),
        };
    }

    private async Task<Mail> MailAsync(string kind, BookedCourt court, Reader reader, string subject, string heading, string sentence, MailLink? link, string? why, CancellationToken stop)
    {
        using var speaking = Speaking.In(reader.Language);
        var venue = await venues.FindAsync(court.VenueId, stop);
        List<MailRow> rows =
        [
            new(words["Day"], TimeText.LongDay(TimeText.LocalDate(court.Start, court.Zone), reader.Language)),
            new(words["Time"], TimeText.TimeRange(court.Start, court.End, court.Zone)),
            new(words["Court"], court.CourtName),
            new(words["Where"], venue is null ? court.VenueName : $"{court.VenueName}, {venue.Place.Address}, {venue.Place.City}"),
        ];
        if (court.Price.AmountMinor > 0) rows.Add(new(words["Price"], MoneyText.Format(court.Price, reader.Language)));
        List<string> small = [words["Times are the club's local time ({0}).", court.Zone.Replace('_', ' ')]];
        if (why is not null) small.Add(why);
        return new Mail(kind, subject, sentence, heading, [.. reader.FirstName is { } name ? (string[])[words["Hello {0},", name]] : [], sentence], rows, link, small);
    }

    // Somebody else typed this name: it goes into a stranger's mail only if it looks like one.
    private string NameOf(Reader reader, Booker booker) => (reader with { Name = booker.Name }).FirstName ?? words["Somebody"];

    private static string When(BookedCourt court, Reader reader) => TimeText.DayAndRange(court.Start, court.End, court.Zone, reader.Language);

    private CalendarWords Calendar(BookedCourt court, VenueCard? venue) => new(
        words["Padel: {0}, {1}", court.CourtName, court.VenueName],
        venue is null ? court.VenueName : $"{court.VenueName}, {venue.Place.Address}, {venue.Place.City}",
        address.Of(tenant.Info, court.Link), tenant.Info.Name, venue?.Place.Email ?? $"noreply@{address.HostOf(tenant.Info)}");
}
