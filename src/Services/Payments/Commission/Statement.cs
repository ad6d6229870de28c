using PadelSaaS.Contracts;

namespace PadelSaaS.Payments.Terms;

/// <summary>What a club owes the platform for a month, as it was written.</summary>
/// <param name="Club">Schema of the club.</param>
/// <param name="ClubName">What it was called then.</param>
public sealed record Statement(
    Guid Id, string Club, string ClubName, DateOnly Month, Money Net, Money Tax, int Year, long Number, StatementContent Content, DateTimeOffset IssuedAt, DateOnly DueOn, DateTimeOffset? PaidAt, string? PaidBy, string? PaidReference)
{
    /// <summary>As it stands on paper.</summary>
    public string Code => $"C{Year}-{Number:000000}";

    /// <summary>What is to be paid.</summary>
    public Money Total => Net with { AmountMinor = Net.AmountMinor + Tax.AmountMinor };

    /// <summary>Whether it is not paid yet.</summary>
    public bool IsDue => PaidAt is null;
}

/// <summary>What stands on a statement.</summary>
/// <param name="TaxBasisPoints">The platform's tax; nothing where the club owes it itself (another country).</param>
/// <param name="Earlier">How many entries are of months before, posted when their statements had been written.</param>
public sealed record StatementContent(StatementParty Seller, StatementParty Buyer, IReadOnlyList<StatementLineShown> Lines, StatementTerms Terms, int TaxBasisPoints, bool ReverseCharge, int Earlier);

/// <summary>Who writes it, or whom it is for.</summary>
public sealed record StatementParty(string Name, string? Address, string? TaxId);

/// <summary>The commission of one way to pay.</summary>
/// <param name="GrossMinor">What was paid by it, less what went back.</param>
public sealed record StatementLineShown(string Provider, int Payments, long GrossMinor, long CommissionMinor);

/// <summary>The terms of the month's last day.</summary>
public sealed record StatementTerms(int BasisPoints, long FixedMinor, long LeastMinor, long? MostMinor);
