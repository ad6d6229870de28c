using System.Globalization;

namespace PadelSaaS.Notifications;

/// <summary>Writes in somebody's language until it is disposed of: behind the scenes no request has chosen one.</summary>
internal readonly struct Speaking : IDisposable
{
    private readonly CultureInfo culture;
    private readonly CultureInfo words;

    private Speaking(string language)
    {
        (culture, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        var spoken = CultureInfo.GetCultureInfo(language);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (spoken, spoken);
    }

    public static Speaking In(string language) => new(language);

    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, words);
}
