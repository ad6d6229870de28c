using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Terms;

/// <summary>A statement was paid: the club owes its commission no more, and what it paid, with the tax it may deduct, came from its bank.</summary>
internal sealed class PostCommissionPaid(UnitOfWork work, StatementBook book, Books books) : ITimerJob
{
    public const string Job = "post-commission-paid";
    public const string Kind = "commission_paid";

    public async Task RingAsync(string key, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        if (await book.FindAsync(Guid.Parse(key), stop) is { IsDue: false } paid)
        {
            await books.PostAsync(new Entry($"commission paid {paid.Id}", Kind,
                [new Line(Account.CommissionDue, paid.Net), new Line(Account.Tax, paid.Tax), new Line(Account.Bank, paid.Total with { AmountMinor = -paid.Total.AmountMinor })])
            {
                ProviderReference = paid.PaidReference,
                Note = paid.Code,
            }, stop);
        }
        await work.CommitAsync(stop);
    }
}
