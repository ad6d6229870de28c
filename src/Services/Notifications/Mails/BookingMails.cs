using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Notifications;

/// <summary>The mails about a booking. Times are the venue's, money the booking's, words the reader's.</summary>
internal sealed class BookingMails(
    IVenues venues, IPayments payments, CancellationRule rule, ReceiptRows receipt, ClubAddress address, CurrentTenant tenant, IStringLocalizer<NotificationsWords> words, TimeProvider clock)
{
    private const string AtClub = "at_club";
    private const string Split = "split";
    private const string SplitNotPaid = "split_not_paid";

    public async Task<Mail> ConfirmedAsync(BookingConfirmed fact, Reader reader, CancellationToken stop)
    {
        using var speaking = Speaking.In(reader.Language);
        var court = fact.Court;
        var venue = await venues.FindAsync(court.VenueId, stop);
        var atClub = fact.PaymentMethod == AtClub;
        var price = MoneyText.Format(court.Price, reader.Language);
        var rows = Rows(court, venue, reader.Language);
        rows.AddRange(receipt.Lines(court, reader.Language));
        if (court.Price.AmountMinor > 0) rows.Add(new(words["Price"], atClub ? words["{0}, to be paid at the club", price] : fact.PaymentMethod == Split ? words["{0}, shared between players", price] : words["{0}, paid", price]));
        rows.AddRange(receipt.Taxes(court, reader.Language));
        List<string> small = [.. Zone(court)];
        if (!atClub && venue is not null) small.AddRange(rule.Sentences(court, venue.Rules, clock.GetUtcNow(), reader.Language));
        if (atClub) small.Add(words["If you cannot come, please cancel so that others can play."]);
        small.AddRange(HouseRuleLines.Of(venue, reader.Language, tenant.Info.DefaultLanguage, words));
        var when = TimeText.DayAndRange(court.Start, court.End, court.Zone, reader.Language);
        return new Mail(
            MailKind.BookingConfirmed, words["Booked: {0} · {1}", when, court.VenueName], words["{0} is yours. See you on court!", court.CourtName],
            words["See you on court!"], [.. Greeting(reader), words["Your court is booked. The attached file puts it into your calendar."]], rows, BookingLink(court), small)
        {
            Attachment = new("padel.ics", CalendarFile.Booked(court, Calendar(court, venue), clock.GetUtcNow())),
            Also = atClub || court.Price.AmountMinor == 0 ? [] : [Receipts(court)],
        };
    }

    public async Task<Mail> MovedAsync(BookingMoved fact, Reader reader, CancellationToken stop)
    {
        using var speaking = Speaking.In(reader.Language);
        var (court, from) = (fact.Court, fact.From);
        var venue = await venues.FindAsync(court.VenueId, stop);
        List<string> text = [.. Greeting(reader), fact.MovedBy == "player" ? words["Your booking has moved, as you asked."] : words["The club has moved your booking."]];
        if (fact.MovedBy != "player" && !string.IsNullOrWhiteSpace(fact.Reason)) text.Add(words["The reason: {0}", fact.Reason]);
        if (fact.Refund.AmountMinor > 0) text.Add(words["{0} goes back the way it came. You will hear from us when it is on its way.", MoneyText.Format(fact.Refund, reader.Language)]);
        text.Add(words["The attached file changes it in your calendar."]);
        var rows = Rows(court, venue, reader.Language);
        rows.Add(new(words["Before"], $"{TimeText.DayAndRange(from.Start, from.End, from.Zone, reader.Language)} · {from.CourtName}"));
        if (court.Price.AmountMinor > 0) rows.Add(new(words["Price"], MoneyText.Format(court.Price, reader.Language)));
        var due = court.Price.AmountMinor - fact.Paid.AmountMinor;
        if (due > 0) rows.Add(new(words["To pay at the club"], MoneyText.Format(court.Price with { AmountMinor = due }, reader.Language)));
        var when = TimeText.DayAndRange(court.Start, court.End, court.Zone, reader.Language);
        return new Mail(
            MailKind.BookingMoved, words["Your booking moved: {0} · {1}", when, court.VenueName], words["{0} is yours. See you on court!", court.CourtName],
            words["Your booking moved"], text, rows, BookingLink(court), [.. Zone(court)])
        {
            Attachment = new("padel.ics", CalendarFile.Booked(court, Calendar(court, venue), clock.GetUtcNow())),
        };
    }

    public async Task<Mail> CancelledAsync(BookingCancelled fact, bool handedOver, Reader reader, CancellationToken stop)
    {
        using var speaking = Speaking.In(reader.Language);
        var court = fact.Court;
        var venue = await venues.FindAsync(court.VenueId, stop);
        List<string> text = [.. Greeting(reader), fact.CancelledBy == "player" ? words["Your booking is cancelled, as you asked."]
            : fact.Reason == SplitNotPaid ? words["Not everybody paid their share in time, so the court was given back, as you chose. Nobody pays anything."] : words["The club had to cancel your booking."]];
        if (fact.CancelledBy != "player" && fact.Reason != SplitNotPaid && !string.IsNullOrWhiteSpace(fact.Reason)) text.Add(words["The reason: {0}", fact.Reason]);
        if (await MoneyBackAsync(fact, handedOver, reader, stop) is { } back) text.Add(back);
        var when = TimeText.DayAndRange(court.Start, court.End, court.Zone, reader.Language);
        return new Mail(
            MailKind.BookingCancelled, words["Cancelled: {0} · {1}", when, court.VenueName], text[^1],
            words["Your booking is cancelled"], text, Rows(court, venue, reader.Language), BookAgain(), [.. Zone(court)])
        {
            Attachment = new("padel.ics", CalendarFile.Cancelled(court, Calendar(court, venue), clock.GetUtcNow())),
        };
    }

    /// <summary>Others play at the time of a booking given up too late.</summary>
    public async Task<Mail> ResoldAsync(BookingResold fact, bool handedOver, Reader reader, CancellationToken stop)
    {
        using var speaking = Speaking.In(reader.Language);
        var (court, amount) = (fact.Court, MoneyText.Format(fact.Refund, reader.Language));
        var back = await MoneyBackAsync(new BookingCancelled(court, fact.Refund, "player", null, true) { AsCredit = fact.AsCredit }, handedOver, reader, stop);
        var rows = Rows(court, await venues.FindAsync(court.VenueId, stop), reader.Language);
        rows.Add(new(words["Refund"], amount));
        return new Mail(
            MailKind.BookingResold, words["Others play at your time: {0} comes back", amount], back!, words["Others play at your time"],
            [.. Greeting(reader), words["You gave this court back late, and others play on it after all. So what had been kept comes back, too."], back!], rows, BookAgain(), [.. Zone(court)]);
    }

    public async Task<Mail> OfferedAsync(WaitlistOffered fact, Reader reader, CancellationToken stop)
    {
        using var speaking = Speaking.In(reader.Language);
        var court = fact.Court;
        var rows = Rows(court, await venues.FindAsync(court.VenueId, stop), reader.Language);
        if (court.Price.AmountMinor > 0) rows.Add(new(words["Price"], MoneyText.Format(court.Price, reader.Language)));
        var until = TimeText.DayAndTime(fact.Until, court.Zone, reader.Language);
        rows.Add(new(words["Held until"], until));
        var when = TimeText.DayAndRange(court.Start, court.End, court.Zone, reader.Language);
        return new Mail(
            MailKind.WaitlistOffer, words["A court is held for you: {0} · {1}", when, court.VenueName], words["Take it until {0}.", until],
            words["A court is held for you"],
            [.. Greeting(reader), words["You waited for this, and it was given back. It is held for you until {0}; after that it goes to the next one in line.", until]], rows,
            new(words["Take it or let it go"], address.Of(tenant.Info, fact.Link)), [.. Zone(court)])
        {
            SendBefore = fact.Until,
        };
    }

    public async Task<Mail> LostAsync(BookingLost fact, Reader reader, CancellationToken stop)
    {
        using var speaking = Speaking.In(reader.Language);
        var court = fact.Court;
        var back = words["All of your money goes back the way it came. You will hear from us when it is on its way."];
        return new Mail(
            MailKind.BookingLost, words["Your court was gone: {0}", TimeText.DayAndTime(court.Start, court.Zone, reader.Language)], back,
            words["Your court was gone"],
            [.. Greeting(reader), words["Your payment arrived after the time to pay had run out, and somebody else had taken the court by then. We are sorry."], back],
            Rows(court, await venues.FindAsync(court.VenueId, stop), reader.Language), BookAgain(), [.. Zone(court)]);
    }

    public async Task<Mail> RefundedAsync(RefundSettled fact, BookedCourt court, bool handedOver, Reader reader, CancellationToken stop)
    {
        using var speaking = Speaking.In(reader.Language);
        var amount = MoneyText.Format(fact.Amount, reader.Language);
        var rows = Rows(court, await venues.FindAsync(court.VenueId, stop), reader.Language);
        rows.Add(new(words["Refund"], amount));
        if (fact.ByHand)
            return new Mail(
                MailKind.RefundSettled, words["The club has given {0} back", amount], words["If you did not get it, please ask at the desk."], words["Your money was given back"],
                [.. Greeting(reader), words["The club has noted that {0} was given back to whoever paid. If you did not get it, please ask at the desk.", amount]], rows, BookingLink(court), [.. Zone(court)]);
        if (fact.ToWallet)
        {
            string whose = handedOver ? words["{0} is credit again, in the wallet of whoever paid for the booking before it was handed over to you.", amount]
                : words["{0} is in your wallet at the club again, and pays for what you book next.", amount];
            return new Mail(MailKind.RefundSettled, words["{0} is back in the wallet", amount], whose, words["The credit is back"], [.. Greeting(reader), whose], rows, BookingLink(court), [.. Zone(court)]);
        }
        if (handedOver)
            return new Mail(
                MailKind.RefundSettled, words["{0} is on its way back to whoever paid", amount], words["It goes to the card that paid, and not to you."], words["The money is on its way to whoever paid"],
                [.. Greeting(reader), words["We have sent {0} back the way it was paid. The booking was handed over to you, so it goes to the card of whoever paid for it.", amount]], rows, BookingLink(court), [.. Zone(court)]);
        return new Mail(
            MailKind.RefundSettled, words["{0} is on its way back to you", amount], words["Banks take up to ten days to show it."],
            words["Your money is on its way"],
            [.. Greeting(reader), words["We have sent {0} back the way it came. Banks take up to ten days to show it.", amount]], rows, BookingLink(court), [.. Zone(court)])
        {
            Also = [Receipts(court)],
        };
    }

    /// <summary>Money that was on its way back did not arrive: the club has to find another way.</summary>
    public async Task<Mail> RefundFailedAsync(RefundFailed fact, BookedCourt court, Reader reader, CancellationToken stop)
    {
        using var speaking = Speaking.In(reader.Language);
        var amount = MoneyText.Format(fact.Amount, reader.Language);
        var rows = Rows(court, await venues.FindAsync(court.VenueId, stop), reader.Language);
        rows.Add(new(words["Refund"], amount));
        return new Mail(
            MailKind.RefundFailed, words["{0} could not be sent back to you", amount], words["Your bank did not take it. The club still owes it to you."], words["Your refund did not arrive"],
            [.. Greeting(reader), words["We sent {0} back the way it came, and your bank did not take it. The club still owes it to you and will find another way; you can also ask at the desk.", amount]],
            rows, BookingLink(court), [.. Zone(court)]);
    }

    private async Task<string?> MoneyBackAsync(BookingCancelled fact, bool handedOver, Reader reader, CancellationToken stop)
    {
        if (fact is { AsCredit: true, Refund.AmountMinor: > 0 })
            return words["{0} is yours as credit: you find it in your wallet at the club, and it pays for what you book next.", MoneyText.Format(fact.Refund, reader.Language)];
        if (fact.Refund.AmountMinor > 0 && handedOver)
            return words["{0} goes back to the card that paid, which is that of whoever had the booking before you.", MoneyText.Format(fact.Refund, reader.Language)];
        if (fact.Refund.AmountMinor > 0 && await payments.GoesBackByHandAsync(fact.Court.BookingId, stop))
            return words["The club gives {0} back to you by hand: ask at the desk, or wait until you hear from it.", MoneyText.Format(fact.Refund, reader.Language)];
        if (fact.Refund.AmountMinor > 0)
            return words["{0} goes back the way it came. You will hear from us when it is on its way.", MoneyText.Format(fact.Refund, reader.Language)];
        var paid = await payments.PaidAsync(fact.Court.BookingId, fact.Court.Price.Currency, stop);
        return paid.AmountMinor > 0 ? words["It was too late for a refund by the club's cancellation rule."].Value : null;
    }

    private List<MailRow> Rows(BookedCourt court, VenueCard? venue, string language)
    {
        List<MailRow> rows =
        [
            new(words["Day"], TimeText.LongDay(TimeText.LocalDate(court.Start, court.Zone), language)),
            new(words["Time"], TimeText.TimeRange(court.Start, court.End, court.Zone)),
            new(words["Court"], court.CourtName),
            new(words["Where"], venue is null ? court.VenueName : $"{court.VenueName}, {venue.Place.Address}, {venue.Place.City}"),
        ];
        return rows;
    }

    private IEnumerable<string> Zone(BookedCourt court) => [words["Times are the club's local time ({0}).", court.Zone.Replace('_', ' ')]];

    private IEnumerable<string> Greeting(Reader reader) => reader.FirstName is { } name ? [words["Hello {0},", name]] : [];

    private MailLink BookingLink(BookedCourt court) => new(words["Show my booking"], address.Of(tenant.Info, court.Link));

    // It is written when the money is there, and a credit note when it went back: the page has what there is by then.
    private MailLink Receipts(BookedCourt court) => new(words["Your receipt"], address.Of(tenant.Info, court.Link.Split('?') is [var path, var key] ? $"{path}/receipts?{key}" : $"{court.Link}/receipts"));

    private MailLink BookAgain() => new(words["Find another court"], address.Of(tenant.Info, "/book"));

    private CalendarWords Calendar(BookedCourt court, VenueCard? venue) => new(
        words["Padel: {0}, {1}", court.CourtName, court.VenueName],
        venue is null ? court.VenueName : $"{court.VenueName}, {venue.Place.Address}, {venue.Place.City}",
        address.Of(tenant.Info, court.Link), tenant.Info.Name, venue?.Place.Email ?? $"noreply@{address.HostOf(tenant.Info)}");
}
