using System.Text.Json;
using System.Text.Json.Serialization;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Venues.TenantFile;

/// <summary>What a venue agrees with its players beyond the calendar: one shape for the file, the API and the column. What is missing does not hold.</summary>
internal sealed record PolicyEntry
{
    /// <summary>For how many days players may enter a draw, where nothing is said.</summary>
    public const int UsualOpenDays = 7;

    /// <summary>How long a drawn court is held, where nothing is said: half a day.</summary>
    public const int UsualConfirmMinutes = 720;

    public int? GapsRelaxedHours { get; init; }

    public GraceEntry? Grace { get; init; }

    /// <summary>What was kept of a cancelled booking goes back when others play at its time.</summary>
    public bool? Resale { get; init; }

    public LimitsEntry? Limits { get; init; }

    public IReadOnlyList<GroupEntry?>? Groups { get; init; }

    public GuestsEntry? Guests { get; init; }

    public NoShowEntry? NoShow { get; init; }

    public DrawEntry? Draw { get; init; }

    /// <summary>Free to give back for so long after booking, while so much is left until the start.</summary>
    internal sealed record GraceEntry(int? Minutes = null, int? LeastHours = null);

    /// <summary>Bookings of one player.</summary>
    internal sealed record LimitsEntry(int? ActiveAhead = null, int? PerDay = null, int? PerWeek = null, IReadOnlyList<PeakEntry?>? Peaks = null);

    /// <summary>Weekdays such as <c>1-5</c>, local times such as <c>18:00</c>.</summary>
    internal sealed record PeakEntry(string? Days = null, string? From = null, string? To = null, int? PerWeek = null);

    /// <summary>What is otherwise for a group of customers.</summary>
    internal sealed record GroupEntry(string? Key = null, int? HorizonDays = null, int? ActiveAhead = null, int? PerDay = null, int? PerWeek = null, int? PeakPerWeek = null);

    /// <summary>People on a court, and how often a guest may come along.</summary>
    internal sealed record GuestsEntry(int? Least = null, int? Most = null, int? SamePerMonth = null);

    /// <summary>The share kept, and what happens after so many within so many days.</summary>
    internal sealed record NoShowEntry(int? KeptBps = null, int? Count = null, int? Days = null, string? Then = null);

    /// <summary>When the draw is and which times it is about.</summary>
    internal sealed record DrawEntry(int? DaysBefore = null, string? Time = null, int? OpenDays = null, int? ConfirmMinutes = null, IReadOnlyList<WindowEntry?>? Windows = null);

    /// <summary>Weekdays such as <c>1-5</c>, local times such as <c>18:00</c>.</summary>
    internal sealed record WindowEntry(string? Days = null, string? From = null, string? To = null);

    public static PolicyEntry Read(string json) => JsonSerializer.Deserialize<PolicyEntry>(json, FileJson.Options) ?? new PolicyEntry();

    public string Write() => JsonSerializer.Serialize(this, FileJson.Options);

    /// <summary>Whether nothing is said: a file then leaves it out.</summary>
    [JsonIgnore]
    public bool IsEmpty => Write() == "{}";

    /// <summary>The same without what says nothing, so that two ways to write one thing are one.</summary>
    public PolicyEntry Tidied() => new()
    {
        GapsRelaxedHours = GapsRelaxedHours,
        Grace = Grace is { Minutes: > 0 } grace ? grace with { LeastHours = grace.LeastHours ?? 0 } : null,
        Resale = Resale is true ? true : null,
        Limits = Limits is null || (Limits with { Peaks = null } == new LimitsEntry() && Some(Limits.Peaks) is null) ? null : Limits with { Peaks = Some(Limits.Peaks) },
        Groups = Some(Groups),
        Guests = Guests is null or { Least: null, Most: null, SamePerMonth: null } ? null : Guests,
        NoShow = NoShow is null or { KeptBps: null, Count: null, Days: null, Then: null } ? null : NoShow,
        Draw = Draw is null || (Draw with { Windows = null } == new DrawEntry() && Some(Draw.Windows) is null) ? null : Draw with { Windows = Some(Draw.Windows) },
    };

    /// <summary>As other services know it. It has been checked.</summary>
    public BookingPolicy ToPolicy() => new()
    {
        GapsRelaxedHours = GapsRelaxedHours,
        GraceMinutes = Grace?.Minutes ?? 0,
        GraceLeastHours = Grace?.LeastHours ?? 0,
        ResaleBack = Resale is true,
        Limits = new PlayerLimits(Limits?.ActiveAhead, Limits?.PerDay, Limits?.PerWeek, [.. (Limits?.Peaks ?? []).OfType<PeakEntry>().Select(Peak)]),
        Groups = [.. (Groups ?? []).OfType<GroupEntry>().Select(group => new GroupRules(group.Key!, group.HorizonDays, group.ActiveAhead, group.PerDay, group.PerWeek, group.PeakPerWeek))],
        LeastPeople = Guests?.Least ?? 1,
        MostPeople = Guests?.Most,
        SameGuestPerMonth = Guests?.SamePerMonth,
        NoShowKeptBasisPoints = NoShow?.KeptBps ?? 10_000,
        NoShows = NoShow is { Count: { } count, Days: { } days, Then: { } then } ? new NoShowRule(count, days, then) : null,
        Draw = Draw is { DaysBefore: { } before, Time: { } time } draw
            ? new DrawRule(before, ClockTime.Parse(time)!.Value, draw.OpenDays ?? UsualOpenDays, draw.ConfirmMinutes ?? UsualConfirmMinutes, [.. (draw.Windows ?? []).OfType<WindowEntry>().Select(Window)]) : null,
    };

    private static List<T?>? Some<T>(IReadOnlyList<T?>? list) where T : class => list?.OfType<T>().ToList<T?>() is { Count: > 0 } some ? some : null;

    private static DrawWindow Window(WindowEntry window) => new(Weekdays.Parse(window.Days!)!, ClockTime.Parse(window.From!)!.Value, ClockTime.Parse(window.To!)!.Value);

    private static PeakLimit Peak(PeakEntry peak) => new(Weekdays.Parse(peak.Days!)!, ClockTime.Parse(peak.From!)!.Value, ClockTime.Parse(peak.To!)!.Value, peak.PerWeek!.Value);
}
