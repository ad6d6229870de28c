using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Notifications;

/// <summary>The mails about shares of a price. Each says what is to be paid until when, or that nothing is kept.</summary>
internal sealed class ShareMails(IVenues venues, ClubAddress address, CurrentTenant tenant, IStringLocalizer<NotificationsWords> words)
{
    public async Task<Mail> AboutAsync(ShareInformed fact, Reader reader, CancellationToken stop)
    {
        using var speaking = Speaking.In(reader.Language);
        var court = fact.Court;
        var venue = await venues.FindAsync(court.VenueId, stop);
        var when = TimeText.DayAndRange(court.Start, court.End, court.Zone, reader.Language);
        var (heading, sentences, link) = Words(fact, reader);
        var isOpen = fact.News is ShareNews.Asked or ShareNews.Reminded or ShareNews.Offered;
        List<MailRow> rows =
        [
            new(words["Day"], TimeText.LongDay(TimeText.LocalDate(court.Start, court.Zone), reader.Language)),
            new(words["Time"], TimeText.TimeRange(court.Start, court.End, court.Zone)),
            new(words["Court"], court.CourtName),
            new(words["Where"], venue is null ? court.VenueName : $"{court.VenueName}, {venue.Place.Address}, {venue.Place.City}"),
            new(fact.News switch { ShareNews.NotReturned => words["Refund"], ShareNews.FeeRefused => words["Fee"], _ => words["Share"] }, MoneyText.Format(fact.Amount, reader.Language)),
        ];
        if (isOpen) rows.Add(new(words["Pay until"], TimeText.DayAndTime(fact.Until, court.Zone, reader.Language)));
        return new Mail(
            $"{MailKind.SharePrefix}{fact.News}", $"{heading}: {when} · {court.VenueName}", sentences[0], heading,
            [.. reader.FirstName is { } name ? (string[])[words["Hello {0},", name]] : [], .. sentences], rows,
            link is null ? null : new MailLink(link, address.Of(tenant.Info, court.Link)),
            [words["Times are the club's local time ({0}).", court.Zone.Replace('_', ' ')]])
        {
            // After the deadline it would ask for what cannot be paid any more.
            SendBefore = isOpen ? fact.Until : null,
        };
    }

    private (string Heading, IReadOnlyList<string> Sentences, string? Link) Words(ShareInformed fact, Reader reader)
    {
        // Whoever booked typed these names: they go into a stranger's mail only if they look like names.
        var organiser = (reader with { Name = fact.Court.Booker.Name }).FirstName ?? words["Somebody"].Value;
        var other = fact.Of is null ? words["Somebody"].Value : (reader with { Name = fact.Of }).FirstName ?? words["Somebody"].Value;
        var amount = MoneyText.Format(fact.Amount, reader.Language);
        string freely = words["You never pay more than this share. If the game falls through, or you leave before then, all of it comes back."];
        return fact.News switch
        {
            ShareNews.Reminded => (words["Your share is still open"], [words["{0} has booked a court and waits for your share of {1}.", organiser, amount], freely], words["Pay my share"]),
            ShareNews.Offered => (words["A place is free for you"], [words["Somebody dropped out of the game of {0}. The place is yours if you pay the share of {1}.", organiser, amount], freely], words["Take the place"]),
            ShareNews.Taken => (words["Your share went to somebody else"], [words["{0} plays with somebody else: your share was not paid in time, or somebody else was asked.", organiser], words["Nothing is charged. If your bank held money for it, it is let go."]], null),
            ShareNews.Unneeded => (words["Your payment was not needed"], [words["Your payment came when the share was paid already, or the time for it was over."], words["Nothing of it is kept: your bank lets it go, or it comes back the way it came."]], words["Find another court"]),
            ShareNews.Left => (words["Somebody cannot come"], [words["{0} had paid a share of {1} and cannot come. The share is open again.", other, amount], words["Nobody else is charged for it. Ask somebody else, or pay it yourself."]], words["Who has paid"]),
            ShareNews.Covered => (words["Your card paid a share"], [words["The share of {0} was not paid in time. Your card was charged {1} for it, as you agreed.", other, amount]], words["Who has paid"]),
            ShareNews.Settled => (words["Everybody has paid"], [words["All shares are there. See you on court!"]], words["Who has paid"]),
            ShareNews.FellThrough => (words["The game is called off"], [words["Not everybody paid their share in time, so the court was given back."], words["Nobody pays anything: what your bank holds is let go, what was charged comes back."]], null),
            ShareNews.GivenBack => (words["Your share comes back"], [words["Money of your share goes back the way it came, by the club's rule. Credit is back at once, banks take up to ten days to show it; what was only held is let go."]], null),
            ShareNews.NotReturned => (words["Your refund did not arrive"], [words["Your bank did not take it. The club still owes it to you."], words["We sent {0} back the way it came, and your bank did not take it. The club still owes it to you and will find another way; you can also ask at the desk.", amount]], null),
            ShareNews.FeeRefused => (words["A fee was not paid"], [words["The booking was cancelled, and by its rule the club keeps {0} of your share. Your bank did not pay it.", amount], words["You owe it to the club: please pay it at the desk, in cash or by card."]], null),
            _ => (words["Pay your share"], [words["{0} has booked a court and shares the price with you. Your share is {1}.", organiser, amount], freely], words["Pay my share"]),
        };
    }
}
