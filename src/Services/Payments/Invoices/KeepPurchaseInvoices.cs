using PadelSaaS.Platform.Jobs;

namespace PadelSaaS.Payments.Invoices;

/// <summary>Brings the invoices of a payment that is for no booking to what its books say; rung whenever they change.</summary>
internal sealed class KeepPurchaseInvoices(PurchaseInvoicing invoicing) : ITimerJob
{
    public const string Job = "keep-purchase-invoices";

    public Task RingAsync(string key, CancellationToken stop) => invoicing.KeepAsync(Guid.Parse(key), stop);
}
