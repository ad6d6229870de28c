namespace PadelSaaS.Contracts.Payments;

/// <summary>A statement of commission was not paid in time; told again some days apart, three times.</summary>
/// <param name="Code">Number of the statement.</param>
/// <param name="Month">First day of the month.</param>
/// <param name="Total">With tax.</param>
/// <param name="DueOn">Last day to pay, which has passed.</param>
/// <param name="Reminder">1, 2 or 3.</param>
public sealed record CommissionOverdue(Guid StatementId, string Code, DateOnly Month, Money Total, DateOnly DueOn, int Reminder) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => StatementId;
}
