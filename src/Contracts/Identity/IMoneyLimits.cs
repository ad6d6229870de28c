namespace PadelSaaS.Contracts.Identity;

/// <summary>How much of players' money somebody who works at the club gives back by their own hand. Answered by Identity; the club says it by role and by person.</summary>
public interface IMoneyLimits
{
    /// <summary>Whether somebody may give this back now; nothing is counted. Asked inside a unit of work or outside.</summary>
    /// <returns>What stands against it; <see langword="null"/> when they may.</returns>
    Task<OverLimit?> LookAsync(Guid accountId, Money amount, CancellationToken stop = default);

    /// <summary>Counts it towards their day, inside the unit of work in which it goes back: of two acts at once the second knows of the first.</summary>
    /// <returns>What stands against it, and the unit of work has to be undone; <see langword="null"/> when it is counted.</returns>
    Task<OverLimit?> TakeAsync(Guid accountId, Money amount, CancellationToken stop = default);

    /// <summary>Takes back what was counted towards the day it was counted on, inside the unit of work that undoes the act; never below nothing.</summary>
    /// <param name="takenAt">When it was counted.</param>
    Task ReturnAsync(Guid accountId, Money amount, DateTimeOffset takenAt, CancellationToken stop = default);
}

/// <summary>A limit that is in the way.</summary>
/// <param name="AtOnce">The most in one act; <see langword="null"/> where there is no such limit.</param>
/// <param name="LeftToday">What is left of the day's; <see langword="null"/> where a day has no limit.</param>
/// <param name="WhoMay">Names of people of the club who could do it now.</param>
public sealed record OverLimit(Money? AtOnce, Money? LeftToday, IReadOnlyList<string> WhoMay);
