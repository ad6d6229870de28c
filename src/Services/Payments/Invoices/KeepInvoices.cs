using PadelSaaS.Platform.Jobs;

namespace PadelSaaS.Payments.Invoices;

/// <summary>Brings the invoices of a booking to what its books say; rung whenever they change.</summary>
internal sealed class KeepInvoices(Invoicing invoicing) : ITimerJob
{
    public const string Job = "keep-invoices";

    public Task RingAsync(string key, CancellationToken stop) => invoicing.KeepAsync(Guid.Parse(key), stop);
}
