using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Shares;

/// <summary>
/// The booker splits the price of a held court. What was agreed is written down first; then they are sent to authorise their own share, and
/// nobody else is asked before that is done. Done again before it is paid, the new agreement takes the place of the old.
/// </summary>
internal sealed class Splitting(UnitOfWork work, ISplittable bookings, IPayments payments, Providers providers, PayingShare paying, SavingSplit settings, Commissions commissions, Abandonment abandonment, CreditParts parts, Visit visit, TimeProvider clock)
{
    public async Task<(Refusal? Refusal, string? PayAt)> SplitAsync(Guid bookingId, string? key, SplitWish wish, CancellationToken stop)
    {
        if (await bookings.FindAsync(bookingId, key, stop) is not { } booking) return (SplitRefusals.NoBooking, null);
        if (booking.Status != "pending") return (booking.Status == "confirmed" ? SplitRefusals.AlreadySplit : SplitRefusals.NotHeld, null);
        if (await OfferAsync(wish.Method, stop) is not { } provider) return (await IsDownAsync(wish.Method, stop) ? SplitRefusals.Down : SplitRefusals.CannotSplit, null);
        if (booking.Court.Start - clock.GetUtcNow() < SplitTimes.Soonest) return (SplitRefusals.TooNear, null);
        var (refusal, amounts) = wish.Judge(booking, provider.Capabilities, await settings.ReadAsync(stop));
        if (refusal is not null) return (refusal, null);
        if (await bookings.KeepWhilePaidAsync(bookingId, key, Split.Method, stop) is not { } until) return (SplitRefusals.NotHeld, null);

        var (own, taken) = await WriteAsync(booking, wish, amounts, stop);
        if (taken is not null) return (taken, null);
        var back = $"/bookings/{bookingId}/shares{(key is null ? "" : $"?key={Uri.EscapeDataString(key)}")}";
        var payer = new Payer(wish.OwnFromWallet ? visit.Caller.AccountId : booking.Court.Booker.AccountId, booking.Court.Booker.Name, booking.Court.Booker.Email);
        return wish.OwnFromWallet ? await paying.FromWalletAsync(bookingId, own, payer, back, stop) : await paying.StartAsync(bookingId, own, payer, back, until, stop);
    }

    /// <summary>The provider, if the club lets it be used for shares now.</summary>
    public async ValueTask<IPaymentProvider?> OfferAsync(string method, CancellationToken stop) =>
        (await payments.MethodsAsync(stop)).Any(offered => offered.Code == method && offered.MaySplit) ? providers.Find(method) : null;

    // One that does not answer is left out of what is offered, and comes back by itself.
    private async ValueTask<bool> IsDownAsync(string method, CancellationToken stop) => (await payments.DownAsync(stop)).Contains(method);

    /// <summary>When the shares of a game would be due.</summary>
    public async Task<SplitTimes> TimesAsync(DateTimeOffset start, string fallback, CancellationToken stop) =>
        SplitTimes.Of(start, clock.GetUtcNow(), (await settings.ReadAsync(stop)).DeadlineHours, fallback);

    private async Task<(Guid OwnShare, Refusal? Refusal)> WriteAsync(SplittableBooking booking, SplitWish wish, IReadOnlyList<long> amounts, CancellationToken stop)
    {
        var (court, now) = (booking.Court, clock.GetUtcNow());
        var times = await TimesAsync(court.Start, wish.Fallback, stop);
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        // Two requests at once for one booking: one waits for the other and finds what it wrote.
        await using (var queue = work.Command("select pg_advisory_xact_lock(hashtextextended($1, 0))", $"split {court.BookingId}")) await queue.ExecuteNonQueryAsync(stop);
        var open = await model.LockBookingAsync(court.BookingId, stop);
        if (await model.LockSplitAsync(court.BookingId, stop) is { } before)
        {
            if (before.Split.State is not (SplitState.Waiting or SplitState.Lapsed) || open.Exists(payment => payment is { State: PaymentState.Held, PartOf: null } || payment.SettledAt is not null))
            {
                await work.RollbackAsync();
                return (Guid.Empty, SplitRefusals.AlreadySplit);
            }
            model.Splits.Remove(before.Split);
        }
        // A card page that is still open, for the whole price or an old share, counts no more.
        await parts.ReleaseAsync(open, stop);
        abandonment.Replace(open);
        await model.SaveChangesAsync(stop);

        var split = new Split
        {
            Id = Guid.CreateVersion7(now),
            BookingId = court.BookingId,
            Provider = wish.Method,
            AmountMinor = court.Price.AmountMinor,
            Currency = court.Price.Currency,
            Fallback = wish.Fallback,
            CoverUpToMinor = wish.CoverUpToMinor,
            DeadlineAt = times.Deadline,
            LastAt = times.Last,
            OrganiserAccountId = court.Booker.AccountId,
            OrganiserName = court.Booker.Name,
            OrganiserEmail = court.Booker.Email,
            Language = court.Booker.Language,
            VenueId = court.VenueId,
            VenueName = court.VenueName,
            CourtId = court.CourtId,
            CourtName = court.CourtName,
            StartsAt = court.Start,
            EndsAt = court.End,
            Zone = court.Zone,
            CreatedAt = now,
        };
        model.Splits.Add(split);
        var commission = Contracts.Portions.Of(await commissions.OfAsync(court.Price, stop), amounts);
        var shares = wish.Shares.Select((wished, seat) => Made(split, wished, seat, amounts[seat], commission[seat], booking, now)).ToList();
        model.Shares.AddRange(shares);
        model.SplitFriends.AddRange(wish.NextFriends.Select((friend, at) => new SplitFriend { Id = Guid.CreateVersion7(now), SplitId = split.Id, Position = at, Name = friend.Name, Email = friend.Email }));
        await work.CommitAsync(stop);
        return (shares[0].Id, null);
    }

    private Share Made(Split split, WishedShare wished, int seat, long amount, long commission, SplittableBooking booking, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        SplitId = split.Id,
        BookingId = split.BookingId,
        Seat = seat,
        AmountMinor = amount,
        CommissionMinor = commission,
        Name = seat == 0 ? split.OrganiserName : wished.Name,
        Email = seat == 0 ? split.OrganiserEmail : wished.Email,
        AccountId = seat == 0 ? split.OrganiserAccountId : null,
        Language = seat == 0 ? split.Language : visit.Language,
        ParticipantId = seat == 0 || wished.Email is null ? null : booking.Players.FirstOrDefault(player => string.Equals(player.Email, wished.Email, StringComparison.OrdinalIgnoreCase))?.ParticipantId,
        CreatedAt = now,
    };
}
