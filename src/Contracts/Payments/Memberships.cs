namespace PadelSaaS.Contracts.Payments;

/// <summary>Somebody is a member, or no longer: who keeps groups puts them in until the day, or takes them out.</summary>
/// <param name="GroupKey">Group of customers the plan's members are in.</param>
/// <param name="Until">The last day it counts, grace included; a day that is over ends it.</param>
public sealed record MembershipChanged(Guid MembershipId, Guid AccountId, string GroupKey, DateOnly Until) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => MembershipId;
}

/// <summary>Something a member has to hear about.</summary>
/// <param name="News"><c>renews_soon</c>, <c>price_changes</c>, <c>payment_failed</c>, <c>pay_now</c> where no card is kept, or <c>ended</c>.</param>
/// <param name="Day">The day it is about: of the renewal, of the first period at the new price, of the next attempt, of the end.</param>
/// <param name="Reason">Why it ended: <c>cancelled</c>, <c>lapsed</c> or <c>by_club</c>.</param>
public sealed record MembershipNews(Guid MembershipId, Guid AccountId, string Plan, string News, Money Price, DateOnly Day, string? Reason, string Occasion) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => MembershipId;
}
