namespace PadelSaaS.Payments.StripeFake;

/// <summary>Everything this Stripe can be asked, in one table.</summary>
internal sealed class StripeOperations(
    PaymentIntents intents, PaymentMethods methods, SetupIntents setups, Refunds refunds, ApplicationFees fees, Transfers transfers, Balances balances, Payouts payouts, Disputes disputes,
    StripeAccounts accounts, AccountLinks links, SecondAccounts second, WebhookEndpoints endpoints, StripeControl control, StripeFaults faults)
{
    public IReadOnlyList<StripeOperation> All { get; } =
    [
        .. intents.Operations, .. methods.Operations, .. setups.Operations, .. refunds.Operations, .. fees.Operations, .. transfers.Operations, .. balances.Operations, .. payouts.Operations,
        .. disputes.Operations, .. accounts.Operations, .. links.Operations, .. second.Operations, .. endpoints.Operations, .. Charges.Operations, .. control.Operations, .. faults.Operations,
    ];

    public (StripeOperation Operation, IReadOnlyList<string> Ids) Find(string method, string path)
    {
        foreach (var operation in All)
            if (operation.Match(method, path) is { } ids) return (operation, ids);
        throw new StripeFailure(404, "invalid_request_error", null, $"Unrecognized request URL ({method}: {path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.");
    }
}
