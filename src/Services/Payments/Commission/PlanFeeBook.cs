using System.Globalization;
using PadelSaaS.Contracts.Tenants;

namespace PadelSaaS.Payments.Terms;

/// <summary>
/// What a club's plan costs, in its books: accrued when the month has ended, once for each month and plan, beside the commission that is to be invoiced. So it stands on the month's
/// statement like commission does, and is paid with it.
/// </summary>
internal sealed class PlanFeeBook(IPlans plans, Books books)
{
    /// <summary>Kind of its entries.</summary>
    public const string Kind = "plan_fee";

    /// <summary>What stands in the place of a provider.</summary>
    public const string Provider = "plan";

    private const int MonthsBack = 12;

    /// <summary>Fees of months that ended before this one. Asked outside a unit of work.</summary>
    public Task<IReadOnlyList<PlanFee>> BeforeAsync(DateOnly month, CancellationToken stop) => plans.FeesAsync(month.AddMonths(-MonthsBack), month, stop);

    /// <summary>Posts those that were not.</summary>
    public async Task PostAsync(IReadOnlyList<PlanFee> fees, CancellationToken stop)
    {
        foreach (var fee in fees)
            await books.PostAsync(new Entry(
                string.Create(CultureInfo.InvariantCulture, $"plan fee {fee.Month:yyyy-MM} {fee.Plan} {fee.Fee.Currency}"), Kind,
                [new Line(Account.PlanFee, fee.Fee), new Line(Account.CommissionDue, fee.Fee with { AmountMinor = -fee.Fee.AmountMinor })])
            {
                Provider = Provider,
                ProviderReference = fee.Month.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Note = string.Create(CultureInfo.InvariantCulture, $"{fee.Name}: {fee.Days}/{fee.DaysOfMonth}"),
            }, stop);
    }
}
