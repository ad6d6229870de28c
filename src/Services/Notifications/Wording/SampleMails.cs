using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications.Wording;

/// <summary>A message of each kind as it would be written about a booking nobody made, at the club's own first court. Asked inside a unit of work.</summary>
internal sealed class SampleMails(
    IVenues venues, CurrentTenant tenant, BookingMails bookings, ReminderMail reminder, TransferMails transfers, ParticipantMails participants, ShareMails shares, LessonMails lessons, WelcomeMail welcome,
    IStringLocalizer<NotificationsWords> words, TimeProvider clock)
{
    private const string Link = "/my/bookings";

    /// <summary>Kinds whose words a club may write, in the order they are shown.</summary>
    public static readonly IReadOnlyList<string> Kinds =
    [
        MailKind.BookingConfirmed, MailKind.BookingReminder, MailKind.BookingMoved, MailKind.BookingCancelled, MailKind.RefundSettled, MailKind.WaitlistOffer, MailKind.ParticipantInvited, MailKind.TransferOffered,
        MailKind.SharePrefix + ShareNews.Asked, MailKind.SharePrefix + ShareNews.Reminded, MailKind.LessonBooked, MailKind.LessonMoved, MailKind.LessonCancelled, MailKind.Welcome,
    ];

    /// <summary>Who reads the sample.</summary>
    public Reader Reader(string language, string? address = null, string? name = null, Guid? account = null) => new(account, name ?? (language == "ur" ? "عائشہ" : "Lucía"), address ?? "lucia@example.com", language);

    /// <summary>The mail in our words.</summary>
    public async Task<Mail> WriteAsync(string kind, Reader reader, CancellationToken stop)
    {
        var court = await CourtAsync(reader);
        var (before, price, until) = (court with { Start = court.Start.AddDays(-1), End = court.End.AddDays(-1), Moves = 0 }, court.Price, court.Start.AddHours(-3));
        var lesson = new BookedLesson(court.BookingId, Spoken(reader, "Training"), "Marta", court.BookingId, court);
        var pupil = new LessonPupil(court.BookingId, court.Booker, Link);
        ShareInformed Share(string news) => new(court, court.BookingId, court.Booker, news, price with { AmountMinor = price.AmountMinor / 4 }, until, "sample");
        return kind switch
        {
            MailKind.BookingConfirmed => await bookings.ConfirmedAsync(new BookingConfirmed(court, "stripe"), reader, stop),
            MailKind.BookingReminder => await reminder.WriteAsync(court, 24, reader, stop),
            MailKind.BookingMoved => await bookings.MovedAsync(new BookingMoved(before, court with { Moves = 1 }, price with { AmountMinor = 0 }, price, "staff", Spoken(reader, "The court is being repaired.")), reader, stop),
            MailKind.BookingCancelled => await bookings.CancelledAsync(new BookingCancelled(court, price, "staff", Spoken(reader, "The court is being repaired."), true), false, reader, stop),
            MailKind.RefundSettled => await bookings.RefundedAsync(new RefundSettled(court.BookingId, court.BookingId, court.BookingId, price), court, false, reader, stop),
            MailKind.WaitlistOffer => await bookings.OfferedAsync(new WaitlistOffered(court, court.BookingId, until, Link), reader, stop),
            MailKind.ParticipantInvited => await participants.AboutAsync(new ParticipantInformed(court, court.BookingId, court.Booker, ParticipantNews.Invited, Link, null, court.BookingId), reader, stop),
            MailKind.TransferOffered => await transfers.OfferedAsync(new TransferOffered(court, court.BookingId, court.Booker, until, Link), reader, stop),
            MailKind.LessonBooked => await lessons.BookedAsync(new LessonPlaceBooked(lesson, pupil, until, 2), reader, stop),
            MailKind.LessonMoved => await lessons.MovedAsync(new LessonMoved(lesson with { Court = before }, lesson, [pupil], null), pupil, reader, stop),
            MailKind.LessonCancelled => await lessons.CancelledAsync(new LessonCancelled(lesson, [pupil], "too_few", null), pupil, reader, stop),
            MailKind.Welcome => welcome.Write(reader),
            _ => await shares.AboutAsync(Share(kind[MailKind.SharePrefix.Length..]), reader, stop),
        };
    }

    private string Spoken(Reader reader, string sentence)
    {
        using var speaking = Speaking.In(reader.Language);
        return words[sentence];
    }

    // In three days at six in the evening, where the first court of the club stands.
    private async Task<BookedCourt> CourtAsync(Reader reader)
    {
        var venue = await venues.AllAsync() is [var first, ..] ? first : null;
        var court = venue?.Courts is [var one, ..] ? one : null;
        var zone = venue?.Zone ?? tenant.Info.Zone;
        var place = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var local = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), place).Date.AddDays(3).AddHours(18);
        var start = new DateTimeOffset(local, place.GetUtcOffset(local)).ToUniversalTime();
        var currency = venue?.Currency ?? tenant.Info.Currency;
        return new BookedCourt(
            Guid.Empty, venue?.Id ?? Guid.Empty, venue?.Name ?? tenant.Info.Name, court?.Id ?? Guid.Empty, court?.Name ?? "1",
            start, start.AddMinutes(90), zone, new Money(currency == "PKR" ? 450_000 : 3600, currency), new Booker(reader.AccountId, reader.Name, reader.Address, reader.Language), Link);
    }
}
