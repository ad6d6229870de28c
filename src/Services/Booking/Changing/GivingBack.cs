using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Booking.Changing;

/// <summary>
/// Holds staff to what the club lets them give back, and has it proved later who gave what. Looked at before there is a button, decided in
/// the transaction in which the money goes back.
/// </summary>
internal sealed class GivingBack(IMoneyLimits limits, Visit visit, UnitOfWork work, IStringLocalizer<BookingWords> t)
{
    /// <summary>Why somebody who works here cannot give this back; <see langword="null"/> when they can. Nothing is counted.</summary>
    public async Task<Refusal?> LookAsync(Money refund, CancellationToken stop) =>
        refund.AmountMinor > 0 && visit.Caller.AccountId is { } hand && await limits.LookAsync(hand, refund, stop) is { } over ? Over(refund, over) : null;

    /// <summary>Counts it and writes it down, in the open unit of work; why not, otherwise: then the unit has to be undone.</summary>
    /// <param name="changes">What it was and what it is.</param>
    public async Task<Refusal?> TakeAsync(Money refund, Act act, string? reason, IReadOnlyList<Changed> changes, CancellationToken stop)
    {
        if (refund.AmountMinor <= 0 || visit.Caller.AccountId is not { } hand) return null;
        if (await limits.TakeAsync(hand, refund, stop) is { } over) return Over(refund, over);
        work.Audit(act with { Reason = reason, Changes = [.. changes, new Changed("given back", null, Plain(refund))] });
        return null;
    }

    /// <summary>The act of giving back money of one booking.</summary>
    public static Act Of(Booking booking) => new("refund.given", "booking", $"{booking.Id}", booking.Code);

    /// <summary>What was paid, before and after.</summary>
    public static Changed Paid(Booking booking, Money refund) =>
        new("paid", Plain(new Money(booking.PaidMinor, booking.Currency)), Plain(new Money(booking.PaidMinor - refund.AmountMinor, booking.Currency)));

    private static string Plain(Money money) => MoneyText.Format(money, "en");

    // The sentence names the limit, so it is said here, in the reader's language.
    private Refusal Over(Money refund, OverLimit over)
    {
        string limit = over switch
        {
            { AtOnce: { } once } when refund.AmountMinor > once.AmountMinor || over.LeftToday is null => t["You may give back up to {0} at once; this would be {1}.", MoneyText.Format(once), MoneyText.Format(refund)],
            { LeftToday: { } left } => t["You may give back {0} more today; this would be {1}.", MoneyText.Format(left), MoneyText.Format(refund)],
            _ => t["You may not give back {0}.", MoneyText.Format(refund)],
        };
        string who = over.WhoMay.Count > 0 ? t["Please ask: {0}.", string.Join(", ", over.WhoMay)] : t["Please ask an owner."];
        return new Refusal("refund_over_limit", StatusCodes.Status403Forbidden, $"{limit} {who}")
        {
            More = new Dictionary<string, object?> { ["refund"] = refund, ["atOnce"] = over.AtOnce, ["leftToday"] = over.LeftToday, ["whoMay"] = over.WhoMay },
        };
    }
}
