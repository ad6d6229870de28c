using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Payments.Memberships;
using PadelSaaS.Payments.Pages.Shares;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Shares;

/// <summary>A player's own payments: what is held, what was paid, what went back and what is on its way.</summary>
internal static class ShowMyPayments
{
    public const string Path = "/me/payments";
    private const int Most = 100;

    internal sealed record Answer(IReadOnlyList<PaymentView> Payments);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, async (Visit visit, UnitOfWork work, IBookingContacts bookings, CancellationToken stop) =>
            new RazorComponentResult<MyPaymentsPage>(new { Payments = await ReadAsync(visit.Caller.AccountId!.Value, work, bookings, stop) })).NeedsAccount();
        doors.Api.MapGet(Path, async (Visit visit, UnitOfWork work, IBookingContacts bookings, CancellationToken stop) => new Answer(await ReadAsync(visit.Caller.AccountId!.Value, work, bookings, stop)))
            .NeedsAccount().WithSummary("One's own payments, shares and refunds, the newest first");
    }

    private static async Task<IReadOnlyList<PaymentView>> ReadAsync(Guid account, UnitOfWork work, IBookingContacts bookings, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var mine = (await bookings.BookingsOfAsync([account], [], stop)).Select(id => (Guid?)id).ToList();
        var model = work.Model<PaymentsModel>();
        var bought = model.Purchases.Where(purchase => purchase.AccountId == account).Select(purchase => purchase.Id)
            .Concat(model.Set<MembershipCharge>().Where(charge => model.Set<Membership>().Any(one => one.Id == charge.MembershipId && one.AccountId == account)).Select(charge => charge.Id));
        // A share somebody else pays is theirs, although the booking is mine; a booking that was handed over is paid by who paid it.
        var rows = await model.Payments.AsNoTracking()
            .Where(payment => payment.PayerAccountId == account || (payment.PayerAccountId == null && payment.ShareId == null && mine.Contains(payment.BookingId)) || (payment.PurposeId != null && bought.Contains(payment.PurposeId.Value)))
            .Where(payment => payment.State != PaymentState.Failed || payment.FailureReason == FailureReason.Declined)
            .OrderByDescending(payment => payment.Id).Take(Most).ToListAsync(stop);
        var ids = rows.Select(row => row.Id).ToList();
        var refunds = (await model.Refunds.AsNoTracking().Where(refund => ids.Contains(refund.PaymentId)).OrderBy(refund => refund.Id).ToListAsync(stop)).ToLookup(refund => refund.PaymentId);
        await work.RollbackAsync();
        return [.. rows.Select(row => new PaymentView(
            row.Id, row.BookingId, row.Purpose, row.Provider, row.Description, row.Arrived, row.Amount with { AmountMinor = row.RefundedMinor }, row.State, row.ShareId is not null, row.SettledAt ?? row.HeldAt ?? row.CreatedAt, row.HeldUntil,
            [.. refunds[row.Id].Select(refund => new RefundView(row.Amount with { AmountMinor = refund.AmountMinor }, refund.State, refund.Reason, refund.CreatedAt, refund.SettledAt, refund.ToWallet))]))];
    }
}

/// <summary>A payment as its payer sees it.</summary>
/// <param name="State"><c>open</c>, <c>held</c>, <c>due_at_club</c>, <c>settled</c>, <c>released</c>, <c>failed</c>, <c>refund_due</c> or <c>refunded</c>.</param>
/// <param name="Amount">What was taken; while nothing is, what is held or asked for.</param>
public sealed record PaymentView(
    Guid Id, Guid? BookingId, string Purpose, string Provider, string Description, Money Amount, Money GivenBack, string State, bool IsShare, DateTimeOffset At, DateTimeOffset? HeldUntil, IReadOnlyList<RefundView> Refunds);

/// <summary>Money that went back of it, or has to.</summary>
/// <param name="State"><c>due</c>, <c>settled</c> or <c>failed</c>.</param>
/// <param name="AsCredit">Whether it became credit in the wallet.</param>
public sealed record RefundView(Money Amount, string State, string Reason, DateTimeOffset At, DateTimeOffset? SettledAt, bool AsCredit);
