namespace PadelSaaS.Contracts.Payments;

/// <summary>Whether a club's books are right. Answered by Payments.</summary>
public interface ILedgers
{
    /// <summary>Adds everything up again, line by line, for the current tenant. Opens a unit of work of its own.</summary>
    Task<LedgerVerdict> VerifyAsync(CancellationToken stop = default);
}

/// <summary>What adding up a ledger found.</summary>
/// <param name="Faults">What is wrong, entry by entry and account by account; empty for books nobody touched.</param>
public sealed record LedgerVerdict(long Entries, long Lines, IReadOnlyList<string> Faults);
