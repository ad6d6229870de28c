using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts;

namespace PadelSaaS.Payments;

/// <summary>
/// A company that moves money for a club. Every call leaves the process, so none is made inside a transaction, and every call that
/// moves money carries a key that makes repeating it harmless.
/// </summary>
internal interface IPaymentProvider
{
    /// <summary>Name in settings, rows and facts, such as <c>stripe</c>.</summary>
    string Name { get; }

    /// <summary>Whether this process can reach it: an adapter without its keys cannot, nor the development provider outside Development.</summary>
    bool IsAvailable { get; }

    /// <summary>What it can do; nothing else may be offered to a player.</summary>
    ProviderCapabilities Capabilities { get; }

    /// <summary>Opens the payment at the provider. The same order gives the same payment.</summary>
    Task<ProviderStart> StartAsync(ProviderOrder order, CancellationToken stop);

    /// <summary>The payment as the provider sees it now: the only thing believed about money.</summary>
    Task<ProviderPayment> FetchAsync(string reference, CancellationToken stop);

    /// <summary>Sends money back. The same key sends it once.</summary>
    Task<RefundAnswer> RefundAsync(string reference, Money amount, Guid key, CancellationToken stop);

    /// <summary>What an event says it is about, once its signature and age have been checked; <see langword="null"/> when it is not from the provider.</summary>
    ProviderEvent? ReadEvent(IHeaderDictionary headers, ReadOnlyMemory<byte> body);
}

/// <summary>What a provider can do.</summary>
/// <param name="Hold">Reserve money now and take it later.</param>
/// <param name="Capture">Take less than was reserved.</param>
/// <param name="SplitFee">Take the platform's commission out of a payment.</param>
/// <param name="SavedMethod">Charge a card again that was used before.</param>
internal sealed record ProviderCapabilities(bool Hold, bool Capture, RefundWay Refund, bool SplitFee, bool SavedMethod);

/// <summary>How money goes back.</summary>
internal enum RefundWay
{
    /// <summary>By a call.</summary>
    Automatic,

    /// <summary>By somebody at the club, in the provider's own pages or in cash.</summary>
    ManualRequired,
}

/// <summary>A payment to be opened.</summary>
/// <param name="PaymentId">Our id: the provider keeps it beside its own, and it is the key that makes repeating harmless.</param>
/// <param name="ReturnUrl">Where the payer's browser goes afterwards.</param>
internal sealed record ProviderOrder(Guid PaymentId, Money Amount, string Description, string ReturnUrl, DateTimeOffset? ExpiresAt);

/// <summary>A payment that was opened.</summary>
/// <param name="PayAt">Path or address of the page where the payer pays.</param>
internal sealed record ProviderStart(string Reference, string PayAt);

/// <summary>A payment as its provider sees it.</summary>
/// <param name="PaymentId">Our id as the provider kept it.</param>
/// <param name="RefundedMinor">What has gone back, also by the provider's own pages.</param>
internal sealed record ProviderPayment(string Reference, Guid PaymentId, Money Amount, ProviderState State, long RefundedMinor);

/// <summary>State of a payment at its provider.</summary>
internal enum ProviderState
{
    /// <summary>Nothing is decided.</summary>
    Open,

    /// <summary>The money is there.</summary>
    Succeeded,

    /// <summary>There will be no money.</summary>
    Declined,
}

/// <summary>What a provider answered to a refund.</summary>
/// <param name="Reason">Why it was refused.</param>
internal sealed record RefundAnswer(RefundState State, string? Reference, string? Reason);

/// <summary>How a refund went.</summary>
internal enum RefundState
{
    /// <summary>Accepted; ask again later with the same key.</summary>
    Pending,

    /// <summary>The money is on its way to the payer.</summary>
    Settled,

    /// <summary>It will not happen by this way.</summary>
    Refused,
}

/// <summary>An event that carried a good signature. It only says which payment to ask the provider about.</summary>
internal sealed record ProviderEvent(string Id, string Type, string Reference, Guid? PaymentId);
