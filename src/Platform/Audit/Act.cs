using PadelSaaS.Platform.Security;

namespace PadelSaaS.Platform.Audit;

/// <summary>
/// Something somebody did that has to be provable later: a sign-in, a role, a price, a refund, an export. It is written with the rows it
/// speaks of by <see cref="Tenancy.UnitOfWork.Audit"/>. Everyday acts, such as bookings, have histories of their own.
/// </summary>
/// <param name="Name">What was done, such as <c>role.granted</c>: a thing and a past tense. It never changes.</param>
/// <param name="SubjectKind">Kind of what it was done to, such as <c>account</c>.</param>
/// <param name="SubjectId">Its id.</param>
/// <param name="SubjectName">What people call it.</param>
public sealed record Act(string Name, string SubjectKind, string SubjectId, string? SubjectName = null)
{
    /// <summary>What it was and what it is, for what changed and nothing else. Addresses and numbers of people are masked when it is written.</summary>
    public IReadOnlyList<Changed> Changes { get; init; } = [];

    /// <summary>Why, where somebody had to say.</summary>
    public string? Reason { get; init; }

    /// <summary>The account that did it, where the request does not know it yet: at a sign-in.</summary>
    public (Guid Id, string Name)? By { get; init; }

    /// <summary>Whether <see cref="By"/> is a platform admin.</summary>
    public bool ByAdmin { get; init; }
}

/// <summary>A value before and after; <see langword="null"/> where there was or is none.</summary>
public sealed record Changed(string Field, string? Before, string? After)
{
    internal Changed Masked() => new(Field, Mask.Value(Field, Before), Mask.Value(Field, After));
}
