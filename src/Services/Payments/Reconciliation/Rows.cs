using PadelSaaS.Contracts;

namespace PadelSaaS.Payments.Reconciliation;

/// <summary>A movement as its provider told it last.</summary>
internal sealed class StatementLine
{
    public string Provider { get; init; } = "";

    public string Id { get; init; } = "";

    /// <summary>One of <see cref="MovementKind"/>.</summary>
    public string Kind { get; init; } = "";

    public string? Reference { get; init; }

    public string? RefundReference { get; init; }

    public Guid? PaymentId { get; init; }

    public Guid? RefundId { get; init; }

    public long AmountMinor { get; init; }

    public long FeeMinor { get; init; }

    public long CommissionMinor { get; init; }

    public string Currency { get; init; } = "";

    public DateTimeOffset At { get; init; }

    /// <summary>The entry by which somebody took it into the books as it is.</summary>
    public string Key => $"reconciled {Provider} {Id}";

    /// <summary>What reached the balance.</summary>
    public long NetMinor => AmountMinor - FeeMinor - CommissionMinor;
}

/// <summary>One comparison with one provider.</summary>
internal sealed class ReconciliationRun
{
    public const string Reading = "reading", Done = "done", Failed = "failed";

    public Guid Id { get; init; }

    public string Provider { get; init; } = "";

    public DateTimeOffset FromAt { get; init; }

    public DateTimeOffset UntilAt { get; init; }

    public string State { get; set; } = Reading;

    /// <summary>Where the next page begins.</summary>
    public string? Cursor { get; set; }

    public int Lines { get; set; }

    /// <summary>Differences that were not open before.</summary>
    public int Found { get; set; }

    /// <summary>Fees that became known by it.</summary>
    public int Fees { get; set; }

    public int Attempts { get; set; }

    public string? Error { get; set; }

    public string? AskedBy { get; init; }

    public DateTimeOffset BegunAt { get; init; }

    public DateTimeOffset? DoneAt { get; set; }
}

/// <summary>What a difference is; words of rows.</summary>
internal static class DifferenceKind
{
    public const string MissingHere = "missing_here", MissingThere = "missing_there", AmountDiffers = "amount_differs", FeeDiffers = "fee_differs", StateDiffers = "state_differs", Twice = "twice";

    /// <summary>What is about the platform's commission.</summary>
    public const string Commission = "commission";
}

/// <summary>Where a provider and we say different things.</summary>
internal sealed class ReconciliationDifference
{
    public const string Open = "open", Resolved = "resolved";

    /// <summary>It went away by itself.</summary>
    public const string Agrees = "agrees";

    public Guid Id { get; init; }

    public string Provider { get; init; } = "";

    /// <summary>One of <see cref="DifferenceKind"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What it is about: a kind of movement, or the commission.</summary>
    public string What { get; init; } = "";

    public string Reference { get; init; } = "";

    public string? LineId { get; set; }

    public Guid? PaymentId { get; set; }

    public Guid? RefundId { get; set; }

    public long? OursMinor { get; set; }

    public long? TheirsMinor { get; set; }

    public string Currency { get; init; } = "";

    /// <summary>When it moved.</summary>
    public DateTimeOffset At { get; init; }

    public string State { get; private set; } = Open;

    public string? Resolution { get; private set; }

    public string? Reason { get; private set; }

    public DateTimeOffset FoundAt { get; set; }

    public DateTimeOffset? ResolvedAt { get; private set; }

    public string? ResolvedBy { get; private set; }

    public bool IsOpen => State == Open;

    public Money? Ours => OursMinor is { } minor ? new Money(minor, Currency) : null;

    public Money? Theirs => TheirsMinor is { } minor ? new Money(minor, Currency) : null;

    public void Resolve(string how, string? reason, string? by, DateTimeOffset now) => (State, Resolution, Reason, ResolvedAt, ResolvedBy) = (Resolved, how, reason, now, by);

    /// <summary>It is there again.</summary>
    public void Reopen(DateTimeOffset now) => (State, Resolution, Reason, ResolvedAt, ResolvedBy, FoundAt) = (Open, null, null, null, null, now);
}
