using PadelSaaS.Contracts;

namespace PadelSaaS.Payments.Accounting;

/// <summary>A payment in the list.</summary>
public sealed record MoneyLine(
    Guid Id, DateTimeOffset At, DateTimeOffset? SettledAt, string What, string Provider, string? Reference, Money Amount, string State, Money Refunded,
    Money? Commission, Money? Fee, Guid? BookingId, string Purpose, string? FailureReason);

/// <summary>A refund in the list or beside its payment.</summary>
/// <param name="Retried">Whether it was sent again as another one.</param>
public sealed record RefundLine(
    Guid Id, Guid PaymentId, DateTimeOffset At, DateTimeOffset? SettledAt, string What, string Provider, Money Amount, string State, string Reason, string? FailureReason,
    string? Reference, bool Retried, Guid? BookingId)
{
    /// <summary>Whether somebody has to send it back in the provider's own pages.</summary>
    public bool ByHand { get; init; }

    /// <summary>Whether it became credit with the club.</summary>
    public bool ToWallet { get; init; }
}

/// <summary>An entry of the ledger with its lines.</summary>
public sealed record EntryShown(Guid Id, DateTimeOffset At, string Kind, string? Note, Guid? BookingId, Guid? PaymentId, string? Reference, IReadOnlyList<LineShown> Lines);

/// <summary>A line: debit is positive, credit negative.</summary>
public sealed record LineShown(string Account, Money Amount);

/// <summary>An account with what it held before a month, what moved, and what it holds after.</summary>
public sealed record AccountShown(string Account, string Currency, long BeforeMinor, long DebitMinor, long CreditMinor)
{
    /// <summary>What it holds at the end.</summary>
    public long AfterMinor => BeforeMinor + DebitMinor + CreditMinor;
}

/// <summary>A word a provider sent about a payment.</summary>
public sealed record HeardShown(DateTimeOffset At, string EventId, DateTimeOffset? ReadAt);
