using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>What is to be paid that is no booking.</summary>
/// <param name="Id">The thing itself, chosen before it is paid for: asking twice for the same gives the same payment.</param>
internal sealed record PurchaseWanted(string Purpose, Guid Id, string Provider, Money Amount, string Description, string ReturnPath, DateTimeOffset ExpiresAt)
{
    /// <summary>Keep the payer's method, so that it can be charged again: they agreed to that.</summary>
    public bool KeepMethod { get; init; }
}

/// <summary>Somebody buys something that is no booking: as with a booking, our row is committed before the provider is called.</summary>
internal sealed class StartPurchase(UnitOfWork work, Providers providers, StartPayment starting, TimeProvider clock)
{
    /// <summary>Opens the payment and says where the payer has to go. The unit of work must be closed.</summary>
    /// <returns><see langword="null"/> when this process cannot reach the provider.</returns>
    public async Task<PaymentStarted?> StartAsync(PurchaseWanted wanted, CancellationToken stop)
    {
        if (providers.Find(wanted.Provider) is not { } provider) return null;
        var payment = await OpenAsync(wanted, stop);
        return payment.State == PaymentState.Open
            ? await starting.SendAsync(provider, payment, stop)
            : new PaymentStarted(payment.Id, ReturnFromProvider.PathOf(payment.Id));
    }

    private async Task<Payment> OpenAsync(PurchaseWanted wanted, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var model = work.Model<PaymentsModel>();
        var payment = Payment.ForPurpose(wanted.Purpose, wanted.Id, wanted.Provider, wanted.Amount, wanted.Description, wanted.ReturnPath, wanted.ExpiresAt, clock.GetUtcNow(), wanted.KeepMethod && providers.Find(wanted.Provider)!.Capabilities.SavedMethod);
        // Two requests at once for the same thing: the lock on what is bought lets one pass after the other, and the second finds the first's row.
        await using (var queue = work.Command("select pg_advisory_xact_lock(hashtextextended($1, 0))", $"{wanted.Purpose} {wanted.Id}")) await queue.ExecuteNonQueryAsync(stop);
        var known = (await model.LockSameAsync(payment, stop)).LastOrDefault(one => one.SettledAt is not null || (one.State == PaymentState.Open && one.Provider == wanted.Provider));
        if (known is not null)
        {
            await work.RollbackAsync();
            return known;
        }
        model.Payments.Add(payment);
        foreach (var minutes in ReconcilePayment.AfterMinutes) work.RingAt(payment.CreatedAt.AddMinutes(minutes), ReconcilePayment.Job, payment.Id.ToString());
        if (providers.Find(wanted.Provider) is { Capabilities.CallOff: true }) work.RingAt(wanted.ExpiresAt + Abandonment.Patience, CallOffPayment.Job, payment.Id.ToString());
        await work.CommitAsync(stop);
        return payment;
    }
}
