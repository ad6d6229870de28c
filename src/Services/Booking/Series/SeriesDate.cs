using NodaTime;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Days;
using PadelSaaS.Contracts;

namespace PadelSaaS.Booking.Series;

/// <summary>What can be said of one date of a series.</summary>
internal static class DateState
{
    public const string Free = "free";
    public const string Taken = "taken";
    public const string Closed = "closed";
    public const string OutsideHours = "outside_hours";

    /// <summary>A rule of the venue does not offer it: notice, grid, gaps, no price.</summary>
    public const string NotOffered = "not_offered";

    /// <summary>Further ahead than this person may book.</summary>
    public const string BeyondLimit = "beyond_limit";

    /// <summary>It has begun already.</summary>
    public const string Past = "past";

    /// <summary>Too late to be changed by its player.</summary>
    public const string TooLate = "too_late";
}

/// <summary>One date of a series as it was found.</summary>
/// <param name="Clock">What the clocks do to the wanted time on this date.</param>
/// <param name="State">One of <see cref="DateState"/>.</param>
/// <param name="Price">What it costs; for a free one.</param>
/// <param name="Alternatives">What is free close to it; for one that is not.</param>
public sealed record SeriesDate(
    LocalDate Date, Guid CourtId, DateTimeOffset Start, DateTimeOffset End, WallClock Clock, string State, Price? Price, IReadOnlyList<Alternative> Alternatives)
{
    /// <summary>The booking this date has, where it is to be changed.</summary>
    public Booking? Booking { get; init; }

    /// <summary>Whether that booking is not where and when the other dates are.</summary>
    public bool IsException { get; init; }

    /// <summary>Whether it was decided to leave this date out.</summary>
    public bool Skipped { get; init; }

    /// <summary>The alternative that was decided on.</summary>
    public SeriesDate? Instead { get; init; }

    /// <summary>Whether it was free when it was asked for, and is not any more.</summary>
    public bool IsLost { get; init; }

    /// <summary>Whether something has to be decided about it.</summary>
    public bool IsConflict => State != DateState.Free;

    /// <summary>Whether nothing was decided, or only what cannot be had.</summary>
    public bool IsOpen => !Skipped && (Instead is null ? IsConflict : Instead.IsConflict);

    /// <summary>What is taken on this date; nothing where it is left out or still open.</summary>
    internal SeriesDate? Chosen => Skipped ? null : Instead is { IsConflict: false } other ? other : Instead is null && !IsConflict ? this : null;

    /// <summary>What all chosen dates cost.</summary>
    internal static Money Total(IEnumerable<SeriesDate> dates, string currency) => new(dates.Sum(date => date.Chosen?.Price?.Total.AmountMinor ?? 0), currency);
}

/// <summary>What was decided about a date: to leave it out, or to take another court or time. A date of which nothing is said is taken as it is.</summary>
internal sealed record DateChoice(LocalDate Date, Guid? CourtId, DateTimeOffset? Start)
{
    /// <summary>Whether it is left out.</summary>
    public bool Skips => CourtId is null || Start is null;
}
