using PadelSaaS.Contracts;

namespace PadelSaaS.Tenants.Plans;

/// <summary>The plan a club has, and what follows.</summary>
/// <param name="EndsAt">When the plan that follows begins.</param>
public sealed record ClubPlan(string Plan, DateTimeOffset BeginsAt, Money Price, bool IsTrial, string? Next, DateTimeOffset? EndsAt);

/// <summary>A stretch of time a club had a plan for.</summary>
internal sealed record PlanPeriod(string Plan, DateTimeOffset BeginsAt, DateTimeOffset? EndsAt, Money Price);
