namespace PadelSaaS.Payments;

/// <summary>Money that has to go back to the payer. Its id is the idempotency key at the provider.</summary>
internal sealed class Refund(Guid id, Guid paymentId, long amountMinor, string reason, DateTimeOffset createdAt)
{
    public const string Due = "due";
    public const string Settled = "settled";
    public const string Failed = "failed";

    public Guid Id { get; private set; } = id;

    public Guid PaymentId { get; private set; } = paymentId;

    public long AmountMinor { get; private set; } = amountMinor;

    public string State { get; private set; } = Due;

    public string Reason { get; private set; } = reason;

    public string? FailureReason { get; private set; }

    public string? ProviderReference { get; private set; }

    /// <summary>What the platform gives back of its commission with it; nothing until that is decided.</summary>
    public long? CommissionMinor { get; private set; }

    /// <summary>The refund it was sent again as, after it had failed.</summary>
    public Guid? RetriedBy { get; private set; }

    /// <summary>Whether it became credit with the club: nothing goes back to a provider, and the commission stays where it is.</summary>
    public bool ToWallet { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; } = createdAt;

    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>The provider has sent it back.</summary>
    public void Settle(string? providerReference, DateTimeOffset now) => (State, ProviderReference, SettledAt) = (Settled, providerReference, now);

    /// <summary>It is credit now.</summary>
    public void BecomeCredit(DateTimeOffset now) => (State, ToWallet, SettledAt) = (Settled, true, now);

    /// <summary>It failed, and another one takes its place.</summary>
    public void RetriedAs(Refund other) => RetriedBy = other.Id;

    /// <summary>How much of the commission goes back with it.</summary>
    public long Returns(long commissionMinor) => (CommissionMinor = commissionMinor).Value;

    /// <summary>The provider will not send it back: somebody at the club has to.</summary>
    public void Fail(string reason) => (State, FailureReason) = (Failed, reason);
}
