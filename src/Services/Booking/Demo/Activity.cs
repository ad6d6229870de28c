using System.Text.Json;
using System.Text.Json.Nodes;

namespace PadelSaaS.Booking.Demo;

/// <summary>How busy a demo club is, from the section <c>demo</c> of its file.</summary>
/// <param name="Seed">The same seed gives the same bookings for the same day.</param>
/// <param name="Share">How much of a time of the week is booked; the first that speaks of a minute counts.</param>
/// <param name="Otherwise">The share of all other times, 0 to 1.</param>
internal sealed record Activity(int Seed, int DaysBack, int DaysAhead, IReadOnlyList<BusyTime> Share, double Otherwise, IReadOnlyList<DemoGuest> Guests)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static Activity? Read(JsonNode? section) => section?["activity"]?.Deserialize<Activity>(Json);

    /// <summary>The share of a local time of the week.</summary>
    public double At(int weekday, int minute)
    {
        foreach (var busy in Share)
            if (busy.Holds(weekday, minute)) return busy.Share;
        return Otherwise;
    }
}

/// <summary>A time of the week and how much of it is booked.</summary>
/// <param name="Days">ISO weekdays: <c>*</c>, <c>1-5</c> or <c>6,7</c>.</param>
internal sealed record BusyTime(string Days, string From, string To, double Share)
{
    public bool Holds(int weekday, int minute) => IsDay(weekday) && minute >= MinuteOf(From) && minute < MinuteOf(To);

    private bool IsDay(int weekday) => Days == "*" || Days.Split(',').Any(part => part.Split('-') switch
    {
        [var one] => int.Parse(one, System.Globalization.CultureInfo.InvariantCulture) == weekday,
        [var first, var last] => weekday >= int.Parse(first, System.Globalization.CultureInfo.InvariantCulture) && weekday <= int.Parse(last, System.Globalization.CultureInfo.InvariantCulture),
        _ => false,
    });

    private static int MinuteOf(string time) =>
        (int.Parse(time.AsSpan(0, 2), System.Globalization.CultureInfo.InvariantCulture) * 60) + int.Parse(time.AsSpan(3, 2), System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Somebody invented who plays at a demo club.</summary>
internal sealed record DemoGuest(string Name, string? Email, string? Phone);
