using System.Text.Json.Nodes;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>What happens at Stripe by itself when its time has come: authorisations end, slow banks answer, refunds settle or fail, payouts arrive.</summary>
internal sealed class StripeTime(UnitOfWork work, StripeEndpoints endpoints, Charging charging, Refunds refunds, TimeProvider clock) : ITimerJob
{
    public const string Job = "dev-stripe-time";

    public async Task RingAsync(string key, CancellationToken stop)
    {
        var (what, id) = key.Split(' ') is [var first, var second] ? (first, second) : throw new InvalidOperationException($"'{key}' says nothing.");
        await work.BeginPlatformAsync(stop);
        var books = new StripeBooks(work, endpoints, clock.GetUtcNow(), StripeIds.New("req", 14), null);
        await books.OpenAsync(stop);
        if (await books.TryFindAsync(id, stop, toChange: true) is not { } due) return;
        switch (what)
        {
            case "expire" when due.Status == "requires_capture":
                await charging.CancelAsync(books, due, "automatic", stop);
                break;
            case "pay" when due.Status == "processing":
                await charging.AuthoriseAsync(books, due, await books.FindAsync("payment_method", due.Text("payment_method")!, due.Account, stop), stop);
                break;
            case "settle":
                Refunds.Settle(books, due);
                break;
            case "fail":
                await refunds.FailAsync(books, due, "failed", stop);
                break;
            case "fee" when due.Body["balance_transaction"] is null:
                due.Body["balance_transaction"] = due.Hidden["balance_transaction"]?.DeepClone();
                books.Tell("charge.updated", due, new JsonObject { ["balance_transaction"] = null });
                break;
            case "arrive":
                Payouts.Arrive(books, due);
                break;
        }
        await books.SaveAsync(stop);
        await work.CommitAsync(stop);
    }
}
