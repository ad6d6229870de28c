using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Stripe;

/// <summary>
/// Whoever lets a club keep a card is one customer on its account, however often. Stripe is told ids and nothing else of them. A guest, whom nobody knows again, is a customer
/// of one payment.
/// </summary>
internal sealed class StripeCustomers(StripeServices stripe, StripeCalls calls, CurrentTenant tenant)
{
    /// <summary>Key of metadata by which a customer is an account of ours.</summary>
    public const string AccountKey = "account_id";

    /// <summary>The customer of a player; made where there is none yet, or where it was deleted at Stripe.</summary>
    /// <param name="on">On whose account, with a key for the call.</param>
    public async Task<string> OfAsync(Guid? player, Guid paymentId, Func<string?, RequestOptions> on, CancellationToken stop)
    {
        var (key, id) = player is { } account ? (AccountKey, account) : (StripeProvider.PaymentKey, paymentId);
        var operation = $"customer:{id}:{on(null).StripeAccount ?? "platform"}";
        var customer = await OnceAsync(operation, key, id, on, stop);
        if (customer.Deleted != true) return customer.Id;
        await calls.ForgetAsync(operation, customer.Id, stop);
        return (await OnceAsync(operation, key, id, on, stop)).Id;
    }

    private Task<StripeCustomer> OnceAsync(string operation, string key, Guid id, Func<string?, RequestOptions> on, CancellationToken stop) => calls.OnceAsync(
        operation, known => stripe.Customers.GetAsync(known, on(null), stop), since => FindAsync(key, id, since, on(null), stop), under => CreateAsync(key, id, on(under), stop), stop);

    private async Task<StripeCustomer?> FindAsync(string key, Guid id, DateTimeOffset since, RequestOptions request, CancellationToken stop)
    {
        var options = new ListOptions { Created = new CreatedOptions(since.AddMinutes(-5).ToUnixTimeSeconds(), since.AddDays(2).ToUnixTimeSeconds()) };
        while (true)
        {
            var page = await stripe.Customers.ListAsync(options, request, stop);
            if (page.Data.FirstOrDefault(one => one.Metadata?.GetValueOrDefault(key) == $"{id}") is { } found) return found;
            if (!page.HasMore || page.Data.Count == 0) return null;
            options = options with { StartingAfter = page.Data[^1].Id };
        }
    }

    private Task<StripeCustomer> CreateAsync(string key, Guid id, RequestOptions request, CancellationToken stop) =>
        stripe.Customers.CreateAsync(new CustomerCreateOptions(new() { [StripeProvider.TenantKey] = $"{tenant.Info.Id}", [key] = $"{id}" }), request, stop);
}
