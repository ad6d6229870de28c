using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;

namespace PadelSaaS.Payments.Memberships;

/// <summary>A plan of the club.</summary>
public sealed class MembershipPlan
{
    public Guid Id { get; init; }

    public string Name { get; set; } = "";

    public string Description { get; set; } = "";

    /// <summary>Group of customers its members are in: prices and booking windows speak of it.</summary>
    public string GroupKey { get; init; } = "";

    public string Currency { get; init; } = "";

    public bool Active { get; set; }

    public int Position { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What a plan costs and gives from a day on.</summary>
public sealed class MembershipVersion
{
    public Guid Id { get; init; }

    public Guid PlanId { get; init; }

    public int Number { get; init; }

    public DateOnly FromDay { get; init; }

    public long PriceMinor { get; init; }

    /// <summary>Months of a period: 1, 3 or 12.</summary>
    public int Months { get; init; }

    /// <summary>Credit that comes with every period.</summary>
    public long CreditMinor { get; init; }

    /// <summary>Whether who was a member before keeps what they had.</summary>
    public bool Grandfather { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Somebody's membership.</summary>
public sealed class Membership
{
    public const string Pending = "pending";
    public const string Active = "active";
    public const string PastDue = "past_due";
    public const string Frozen = "frozen";
    public const string Ended = "ended";

    public Guid Id { get; init; }

    public Guid PlanId { get; set; }

    public Guid VersionId { get; set; }

    public Guid AccountId { get; init; }

    public string State { get; set; } = Pending;

    public DateOnly? PeriodFrom { get; set; }

    /// <summary>The day after its last: the day it renews.</summary>
    public DateOnly? PeriodTo { get; set; }

    public int AnchorDay { get; set; }

    public bool CancelAtEnd { get; set; }

    public Guid? NextPlanId { get; set; }

    public DateOnly? FreezeFrom { get; set; }

    /// <summary>The first day it counts again.</summary>
    public DateOnly? FreezeUntil { get; set; }

    public string? Provider { get; set; }

    public string? SavedMethod { get; set; }

    public int Attempts { get; set; }

    /// <summary>Whether the club gave it away.</summary>
    public bool Given { get; init; }

    public string? EndReason { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public bool IsLive => State is Active or PastDue or Frozen;
}

/// <summary>What is to be paid for a membership.</summary>
internal sealed class MembershipCharge
{
    public const string Period = "period";
    public const string Change = "change";
    public const string Open = "open";
    public const string Paid = "paid";
    public const string GivenUp = "given_up";

    public Guid Id { get; init; }

    public Guid MembershipId { get; init; }

    public Guid VersionId { get; init; }

    public string Kind { get; init; } = Period;

    public DateOnly PeriodFrom { get; set; }

    public DateOnly PeriodTo { get; set; }

    public long AmountMinor { get; init; }

    public string Currency { get; init; } = "";

    /// <summary>What of it was tax, once it is paid.</summary>
    public long TaxMinor { get; set; }

    public string State { get; set; } = Open;

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? PaidAt { get; set; }

    /// <summary>When its period was over and it became revenue.</summary>
    public DateTimeOffset? EarnedAt { get; set; }

    public Money Amount => new(AmountMinor, Currency);
}

/// <summary>The room's tables as objects.</summary>
internal static class MembershipRows
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<MembershipPlan>().ToTable("membership_plans").Property(one => one.Id).ValueGeneratedNever();
        builder.Entity<MembershipVersion>().ToTable("membership_versions").Property(one => one.Id).ValueGeneratedNever();
        builder.Entity<Membership>().ToTable("memberships").Ignore(one => one.IsLive).Property(one => one.Id).ValueGeneratedNever();
        builder.Entity<MembershipCharge>().ToTable("membership_charges").Ignore(one => one.Amount).Property(one => one.Id).ValueGeneratedNever();
    }
}
