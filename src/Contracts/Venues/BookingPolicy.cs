namespace PadelSaaS.Contracts.Venues;

/// <summary>What a venue agrees with its players beyond the calendar. Nothing of it has to be there.</summary>
public sealed record BookingPolicy
{
    /// <summary>A venue that asks nothing of its players but to come.</summary>
    public static BookingPolicy None { get; } = new();

    /// <summary>Starts within so many hours from now may leave gaps; <see langword="null"/> for never.</summary>
    public int? GapsRelaxedHours { get; init; }

    /// <summary>Minutes after booking in which giving it back is free.</summary>
    public int GraceMinutes { get; init; }

    /// <summary>Hours that have to be left until the start for that.</summary>
    public int GraceLeastHours { get; init; }

    /// <summary>Whether what was kept of a cancelled booking goes back when others play at its time.</summary>
    public bool ResaleBack { get; init; }

    /// <summary>How many bookings one player may have.</summary>
    public PlayerLimits Limits { get; init; } = PlayerLimits.None;

    /// <summary>What is otherwise for groups of customers.</summary>
    public IReadOnlyList<GroupRules> Groups { get; init; } = [];

    /// <summary>Fewest people on a court, with the booker.</summary>
    public int LeastPeople { get; init; } = 1;

    /// <summary>Most people on a court, with the booker; <see langword="null"/> for no limit of the venue's own.</summary>
    public int? MostPeople { get; init; }

    /// <summary>How often a month the same guest may come along, known by the e-mail address.</summary>
    public int? SameGuestPerMonth { get; init; }

    /// <summary>The part of the price the club keeps from somebody who does not come; 10000 is everything.</summary>
    public int NoShowKeptBasisPoints { get; init; } = 10_000;

    /// <summary>What happens to somebody who often does not come.</summary>
    public NoShowRule? NoShows { get; init; }

    /// <summary>Times that are drawn among those who want them; <see langword="null"/> where all is first come, first served.</summary>
    public DrawRule? Draw { get; init; }
}

/// <summary>How many bookings one player may have at a venue; <see langword="null"/> for as many as they like.</summary>
/// <param name="ActiveAhead">That are not over yet, holds among them.</param>
/// <param name="PerDay">On one business day.</param>
/// <param name="PerWeek">From Monday to Sunday, by business days.</param>
/// <param name="Peaks">At times everybody wants.</param>
public sealed record PlayerLimits(int? ActiveAhead, int? PerDay, int? PerWeek, IReadOnlyList<PeakLimit> Peaks)
{
    /// <summary>No limit.</summary>
    public static PlayerLimits None { get; } = new(null, null, null, []);

    /// <summary>Whether anything is limited.</summary>
    public bool Any => ActiveAhead is not null || PerDay is not null || PerWeek is not null || Peaks.Count > 0;
}

/// <summary>Times everybody wants: a booking that touches them counts.</summary>
/// <param name="Weekdays">ISO weekdays of the local date.</param>
/// <param name="FromMinute">Local minute of the day, inclusive.</param>
/// <param name="ToMinute">Local minute of the day, exclusive, at most 1440.</param>
/// <param name="PerWeek">Bookings of one player in a week, Monday to Sunday.</param>
public sealed record PeakLimit(IReadOnlyList<int> Weekdays, int FromMinute, int ToMinute, int PerWeek);

/// <summary>What is otherwise for a group of customers; <see langword="null"/> for as everybody. Who is in several groups has the best of each.</summary>
/// <param name="Group">Key of the group.</param>
/// <param name="PeakPerWeek">Instead of the number of every peak.</param>
public sealed record GroupRules(string Group, int? HorizonDays, int? ActiveAhead, int? PerDay, int? PerWeek, int? PeakPerWeek);

/// <summary>After so many missed bookings within so many days.</summary>
/// <param name="Then"><c>prepaid</c>: only bookings paid at once; <c>desk</c>: none online.</param>
public sealed record NoShowRule(int Count, int Days, string Then)
{
    /// <summary>Only bookings paid at once.</summary>
    public const string Prepaid = "prepaid";

    /// <summary>Only at the desk.</summary>
    public const string Desk = "desk";
}

/// <summary>Times everybody wants are not sold to the fastest: players enter, and one draw decides. What is left over is first come, first served.</summary>
/// <param name="DaysBefore">Days between the draw and the local date of the times.</param>
/// <param name="AtMinute">Local minute of that day.</param>
/// <param name="OpenDays">For how many days before the draw players may enter.</param>
/// <param name="ConfirmMinutes">How long a court is held for who was drawn, at most.</param>
public sealed record DrawRule(int DaysBefore, int AtMinute, int OpenDays, int ConfirmMinutes, IReadOnlyList<DrawWindow> Windows);

/// <summary>Times of all courts that are drawn: a booking that touches them waits for the draw.</summary>
/// <param name="Weekdays">ISO weekdays of the local date.</param>
/// <param name="FromMinute">Local minute of the day, inclusive.</param>
/// <param name="ToMinute">Local minute of the day, exclusive, at most 1440.</param>
public sealed record DrawWindow(IReadOnlyList<int> Weekdays, int FromMinute, int ToMinute);
