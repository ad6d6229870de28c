namespace PadelSaaS.Identity;

/// <summary>A device as its owner would call it, guessed from what its browser says of itself. Never more than a hint.</summary>
internal static class DeviceName
{
    // The order matters: nearly every browser also claims to be the ones after it.
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux")];

    public static string Of(string? userAgent)
    {
        var browser = Find(Browsers, userAgent);
        var system = Find(Systems, userAgent);
        return (browser, system) switch
        {
            (null, null) => "Unknown device",
            ({ } name, null) => name,
            (null, { } name) => name,
            _ => $"{browser} · {system}",
        };
    }

    private static string? Find((string Mark, string Name)[] known, string? userAgent) =>
        Array.Find(known, one => userAgent?.Contains(one.Mark, StringComparison.Ordinal) == true).Name;
}
