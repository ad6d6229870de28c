using PadelSaaS.Contracts;

namespace PadelSaaS.Booking.Calendar;

/// <summary>What a court costs for a time, with the reasons: the lines add up to the total.</summary>
public sealed record Price(Money Total, IReadOnlyList<PriceLine> Lines);

/// <summary>Minutes in a row that one rule priced.</summary>
public sealed record PriceLine(Guid RuleId, string Name, int Minutes, Money Amount);
