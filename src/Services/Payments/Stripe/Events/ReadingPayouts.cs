using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Payments.Settings;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Outward;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Stripe;

/// <summary>
/// Keeps what Stripe says about payouts, and posts them: what arrived lies at the bank and no longer at Stripe. One that fails after it had arrived
/// is posted back. Whatever order the news comes in, the object is asked, so the end is the same.
/// </summary>
internal sealed class ReadingPayouts(UnitOfWork work, Books books, StripeServices stripe, ProviderAccounts accounts, TimeProvider clock)
{
    /// <summary>Asks about one.</summary>
    public async Task ReadAsync(string id, RequestOptions request, CancellationToken stop) => await NoteAsync([await stripe.Payouts.GetAsync(id, request, stop)], stop);

    /// <summary>Asks about the newest ones.</summary>
    public async Task<Refusal?> ReadAgainAsync(CancellationToken stop)
    {
        if (await accounts.FindAsync<StripeClub>(StripeProvider.ProviderName, stop) is not { Account: { } account }) return null;
        try
        {
            await NoteAsync((await stripe.Payouts.ListAsync(new ListOptions(), new RequestOptions(null, account), stop)).Data, stop);
            return null;
        }
        catch (ProviderDownException)
        {
            return ConnectingStripe.Down;
        }
    }

    private async Task NoteAsync(IReadOnlyList<StripePayout> seen, CancellationToken stop)
    {
        if (seen.Count == 0) return;
        await work.BeginAsync(stop);
        foreach (var payout in seen) await NoteAsync(payout, stop);
        await work.CommitAsync(stop);
    }

    private async Task NoteAsync(StripePayout seen, CancellationToken stop)
    {
        var (model, now) = (work.Model<PaymentsModel>(), clock.GetUtcNow());
        // Two who note the same payout come one after the other.
        await using (var alone = work.Command("select pg_advisory_xact_lock(hashtextextended($1, 0))", $"payout {seen.Id}")) await alone.ExecuteNonQueryAsync(stop);
        var row = await model.Payouts.FirstOrDefaultAsync(one => one.Id == seen.Id, stop);
        if (row is null) model.Payouts.Add(row = new Payout { Id = seen.Id, CreatedAt = DateTimeOffset.FromUnixTimeSeconds(seen.Created) });
        // An answer that was read before a later one was: what failed does not arrive again.
        if (row.State is "failed" or "canceled" && seen.Status is not ("failed" or "canceled")) return;
        (row.AmountMinor, row.Currency, row.State, row.FailureReason) = (seen.Amount, seen.Currency.ToUpperInvariant(), seen.Status, seen.FailureMessage);
        (row.ArrivesAt, row.UpdatedAt) = (DateTimeOffset.FromUnixTimeSeconds(seen.ArrivalDate), now);

        if (seen.Status == "paid") await PostAsync(row, "paid", row.AmountMinor, stop);
        else if (seen.Status is "failed" or "canceled" && await IsPostedAsync($"payout {row.Id} paid", stop)) await PostAsync(row, "returned", -row.AmountMinor, stop);
    }

    private Task<bool> PostAsync(Payout payout, string what, long toBank, CancellationToken stop) => books.PostAsync(new Entry($"payout {payout.Id} {what}", "payout",
        [new(Account.Bank, new Money(toBank, payout.Currency)), new(Account.AtProvider(payout.Provider), new Money(-toBank, payout.Currency))])
    {
        Provider = payout.Provider,
        ProviderReference = payout.Id,
    }, stop);

    private async Task<bool> IsPostedAsync(string key, CancellationToken stop)
    {
        await using var find = work.Command("select exists (select from ledger_entries where key = $1)", key);
        return (bool)(await find.ExecuteScalarAsync(stop))!;
    }
}
