namespace PadelSaaS.Booking.Closures;

/// <summary>Why a court is closed: the codes, and the English words that are keys of the translations.</summary>
internal static class ClosureReason
{
    public static readonly IReadOnlyList<string> All = ["maintenance", "event", "weather", "lesson_free", "other"];

    public static string Word(string reason) => reason switch
    {
        "maintenance" => "Maintenance",
        "event" => "Event",
        "weather" => "Weather",
        "lesson_free" => "Kept free of lessons",
        _ => "Closed by the club",
    };

    public static string Icon(string reason) => reason switch
    {
        "maintenance" => "wrench",
        "event" => "trophy",
        "weather" => "cloud-rain",
        _ => "lock",
    };
}
