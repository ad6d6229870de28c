using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants.Lifecycle;

/// <summary>A club as those who run the platform see it.</summary>
/// <param name="Since">Since when it is in its state.</param>
/// <param name="EraseAt">When it will be erased; <see langword="null"/> unless it is closed.</param>
/// <param name="IsErasing">Whether that is under way and cannot be stopped any more.</param>
/// <param name="Scripts">How many scripts its schema has had.</param>
/// <param name="Failure">What stopped it from being opened.</param>
/// <param name="ParkedTimers">Timers that gave up.</param>
/// <param name="TimerError">What the last of them said.</param>
public sealed record ClubLine(
    TenantInfo Tenant, DateTimeOffset OpenedAt, DateTimeOffset Since, DateTimeOffset? EraseAt, bool IsErasing, int Scripts, string? Failure, int ParkedTimers, string? TimerError)
{
    /// <summary>How many scripts a schema has that is up to date.</summary>
    public int ScriptsWanted { get; init; }

    /// <summary>Whether nobody has to look.</summary>
    public bool IsWell => Failure is null && ParkedTimers == 0 && (Scripts >= ScriptsWanted || Tenant.State == TenantState.Provisioning);
}

/// <summary>What an admin did to a club.</summary>
/// <param name="Act">Such as <c>suspended</c>.</param>
public sealed record ClubChange(string Act, string Reason, string Admin, DateTimeOffset At);

/// <summary>The receipt of a club that was erased.</summary>
/// <param name="ErasedAt">When nothing was left; <see langword="null"/> while it is under way.</param>
public sealed record ErasureReceipt(
    Guid TenantId, string Slug, string Name, string Schema, string Reason, string AskedBy, DateTimeOffset ClosedAt, long Tables, long Rows, long Files, DateTimeOffset BegunAt, DateTimeOffset? ErasedAt);
