using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts;
using PadelSaaS.Payments;
using PadelSaaS.Payments.Settings;

namespace PadelSaaS.Tests.Payments.Settings;

/// <summary>A provider that needs to be told who the club is, and takes no money: for the pages on which that is said.</summary>
internal sealed class CounterProvider : IPaymentProvider
{
    public string Name => "counter";

    public bool IsAvailable => true;

    public ProviderCapabilities Capabilities { get; } = new(Hold: false, Capture: false, RefundWay.ManualRequired, SplitFee: false, SavedMethod: false);

    public Task<ProviderStart> StartAsync(ProviderOrder order, CancellationToken stop) => throw new NotSupportedException();

    public Task<ProviderPayment> FetchAsync(string reference, CancellationToken stop) => throw new NotSupportedException();

    public Task<RefundAnswer> RefundAsync(string reference, Money amount, Money commissionBack, Guid key, CancellationToken stop) => throw new NotSupportedException();

    public ProviderEvent? ReadEvent(IHeaderDictionary headers, ReadOnlyMemory<byte> body) => null;
}

/// <summary>What it needs to be told.</summary>
internal sealed class CounterForm : IProviderForm
{
    public string Provider => "counter";

    public string Title => "Counter";

    public string Lead => "Test card";

    public IReadOnlyList<ProviderField> Fields { get; } = [new("merchantId", "At the club", Pattern: "[A-Z]{2}[0-9]{4}"), new("salt", "Save", Secret: true), new("shop", "On", Required: false)];
}

/// <summary>What the adapter reads.</summary>
internal sealed record CounterAccount(string MerchantId, string Salt, string? Shop);
