namespace PadelSaaS.Contracts.Payments;

/// <summary>The platform has written what the club owes it for a month.</summary>
/// <param name="Code">Number of the statement.</param>
/// <param name="Month">First day of the month.</param>
/// <param name="Total">With tax; less than nothing where the platform owes the club.</param>
/// <param name="DueOn">Last day to pay.</param>
public sealed record CommissionStated(Guid StatementId, string Code, DateOnly Month, Money Total, DateOnly DueOn) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => StatementId;
}
