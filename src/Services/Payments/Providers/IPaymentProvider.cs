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

    /// <summary>Takes what was held, or less; the rest is let go. The same key takes it once.</summary>
    /// <param name="commission">What the platform keeps of it; zero where the provider cannot split (<see cref="ProviderCapabilities.SplitFee"/>).</param>
    /// <exception cref="NotSupportedException">The provider cannot hold (<see cref="ProviderCapabilities.Hold"/>).</exception>
    Task<ProviderPayment> CaptureAsync(string reference, Money amount, Money commission, Guid key, CancellationToken stop) =>
        throw new NotSupportedException($"'{Name}' does not hold money.");

    /// <summary>Lets go of what was held; nothing is taken. Letting go twice is letting go once.</summary>
    /// <exception cref="NotSupportedException">The provider cannot hold.</exception>
    Task<ProviderPayment> ReleaseAsync(string reference, Guid key, CancellationToken stop) => throw new NotSupportedException($"'{Name}' does not hold money.");

    /// <summary>Charges a method that was kept when its owner paid before. The same order charges once.</summary>
    /// <exception cref="NotSupportedException">The provider keeps no methods (<see cref="ProviderCapabilities.SavedMethod"/>).</exception>
    Task<ProviderPayment> ChargeSavedAsync(SavedMethodOrder order, CancellationToken stop) => throw new NotSupportedException($"'{Name}' keeps no methods.");

    /// <summary>Sends money back. The same key sends it once.</summary>
    /// <param name="commissionBack">What the platform gives back of its commission with it; zero where the provider did not split.</param>
    Task<RefundAnswer> RefundAsync(string reference, Money amount, Money commissionBack, Guid key, CancellationToken stop);

    /// <summary>What the provider says it moved for the club, a page at a time, in any order.</summary>
    /// <param name="after">What <see cref="StatementPage.Next"/> said; <see langword="null"/> for the first page.</param>
    /// <exception cref="NotSupportedException">The provider has no such list (<see cref="ProviderCapabilities.Statement"/>): each payment is asked about.</exception>
    Task<StatementPage> ListAsync(DateTimeOffset from, DateTimeOffset until, string? after, CancellationToken stop) => throw new NotSupportedException($"'{Name}' gives no statement.");

    /// <summary>What an event says it is about, once its signature and age have been checked; <see langword="null"/> when it is not from the provider.</summary>
    ProviderEvent? ReadEvent(IHeaderDictionary headers, ReadOnlyMemory<byte> body);
}

/// <summary>What a provider can do.</summary>
/// <param name="Hold">Reserve money now and take it later.</param>
/// <param name="Capture">Take less than was reserved.</param>
/// <param name="SplitFee">Take the platform's commission out of a payment.</param>
/// <param name="SavedMethod">Charge a card again that was used before.</param>
internal sealed record ProviderCapabilities(bool Hold, bool Capture, RefundWay Refund, bool SplitFee, bool SavedMethod)
{
    /// <summary>Tell everything it moved in some time.</summary>
    public bool Statement { get; init; }

    /// <summary>Call off a payment that nobody has made yet, by <see cref="IPaymentProvider.ReleaseAsync"/>: its page takes no money any more.</summary>
    public bool CallOff { get; init; }
}

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
internal sealed record ProviderOrder(Guid PaymentId, Money Amount, string Description, string ReturnUrl, DateTimeOffset? ExpiresAt)
{
    /// <summary>Hold the money and wait for <see cref="IPaymentProvider.CaptureAsync"/>.</summary>
    public bool Hold { get; init; }

    /// <summary>The account that pays; nobody for a guest.</summary>
    public Guid? PayerAccountId { get; init; }

    /// <summary>What the platform keeps of it, in minor units of the amount's currency.</summary>
    public long CommissionMinor { get; init; }

    /// <summary>Keep the method, so that it can be charged again when the payer is not there: the payer agreed to that.</summary>
    public bool KeepMethod { get; init; }
}

/// <summary>A charge to a method that was kept.</summary>
/// <param name="SavedMethod">As <see cref="ProviderPayment.SavedMethod"/> gave it.</param>
internal sealed record SavedMethodOrder(Guid PaymentId, Money Amount, long CommissionMinor, string Description, string SavedMethod);

/// <summary>A payment that was opened.</summary>
/// <param name="PayAt">Path or address of the page where the payer pays.</param>
internal sealed record ProviderStart(string Reference, string PayAt);

/// <summary>A payment as its provider sees it.</summary>
/// <param name="PaymentId">Our id as the provider kept it.</param>
/// <param name="RefundedMinor">What has gone back, also by the provider's own pages.</param>
internal sealed record ProviderPayment(string Reference, Guid PaymentId, Money Amount, ProviderState State, long RefundedMinor)
{
    /// <summary>What was taken of a hold; the whole amount where nothing was held first.</summary>
    public long TakenMinor { get; init; }

    /// <summary>What the provider kept for itself; <see langword="null"/> while it does not say.</summary>
    public long? FeeMinor { get; init; }

    /// <summary>What the provider set aside for the platform.</summary>
    public long CommissionMinor { get; init; }

    /// <summary>Until when a hold lasts.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>The method the payer let the club keep, as the provider names it.</summary>
    public string? SavedMethod { get; init; }

    /// <summary>Where the payer has to go before it can go on, such as to confirm at the bank.</summary>
    public string? PayAt { get; init; }
}

/// <summary>State of a payment at its provider.</summary>
internal enum ProviderState
{
    /// <summary>Nothing is decided.</summary>
    Open,

    /// <summary>The money is held, and nothing of it taken.</summary>
    Held,

    /// <summary>The money is there.</summary>
    Succeeded,

    /// <summary>There will be no money: refused, let go, or called off.</summary>
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
