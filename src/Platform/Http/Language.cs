using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace PadelSaaS.Platform.Http;

/// <summary>Chooses the page's language among those the club speaks: the link just clicked, the choice made earlier, the browser's wish, the club's own.</summary>
internal static class Language
{
    private const string Cookie = "lang";

    public static void Choose(HttpContext http, Visit visit)
    {
        var spoken = visit.Languages;
        var asked = http.Request.Query["lang"].ToString();
        if (spoken.Contains(asked))
            http.Response.Cookies.Append(Cookie, asked, new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
        else if (http.Request.Cookies.TryGetValue(Cookie, out var chosen) && spoken.Contains(chosen)) asked = chosen;
        else asked = Wished(http, spoken) ?? spoken[0];

        visit.Language = asked;
        var culture = CultureInfo.GetCultureInfo(asked);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
    }

    private static string? Wished(HttpContext http, IReadOnlyList<string> spoken) => http.Request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(wish => wish.Quality ?? 1)
        .Select(wish => wish.Value.ToString().Split('-')[0].ToLowerInvariant())
        .FirstOrDefault(spoken.Contains);
}
