namespace PadelSaaS.Venues.Managing;

/// <summary>Times as people type them, made those the house writes: <c>9</c>, <c>9:00</c> and <c>9.00</c> are <c>09:00</c>.</summary>
internal static class Clock
{
    public static string Tidy(string text)
    {
        var parts = text.Trim().Replace('.', ':').Split(':');
        return parts.Length <= 2 && parts.All(part => part.Length is 1 or 2 && part.All(char.IsAsciiDigit)) && (parts.Length == 1 || parts[1].Length == 2)
            ? $"{parts[0].PadLeft(2, '0')}:{(parts.Length == 2 ? parts[1] : "00")}"
            : text.Trim();
    }
}
