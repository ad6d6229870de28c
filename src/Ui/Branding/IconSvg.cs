using System.Net;

namespace PadelSaaS.Ui.Branding;

/// <summary>A square icon for a club that has drawn none: its initials on its own colour.</summary>
public static class IconSvg
{
    /// <summary>The SVG file, with its own background and rounded corners.</summary>
    public static string Of(Brand brand) => Draw(brand, corner: 116);

    /// <summary>The SVG file filling its square, for home screens that cut their own shape: the letters stay inside the safe middle.</summary>
    public static string Maskable(Brand brand) => Draw(brand, corner: 0);

    private static string Draw(Brand brand, int corner)
    {
        var initials = WebUtility.HtmlEncode(brand.Initials);
        var size = brand.Initials.Length > 1 ? 208 : 264;
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" role="img" aria-label="{WebUtility.HtmlEncode(brand.Name)}">
              <defs>
                <linearGradient id="g" x1="0" y1="0" x2="1" y2="1">
                  <stop offset="0" stop-color="{Theme.Colour(brand, "hero")}"/>
                  <stop offset="1" stop-color="{Theme.Colour(brand, "hero-deep")}"/>
                </linearGradient>
              </defs>
              <rect width="512" height="512" rx="{corner}" fill="url(#g)"/>
              <circle cx="372" cy="140" r="30" fill="{Theme.Colour(brand, "hero-mark")}"/>
              <text x="256" y="270" fill="#ffffff" font-family="Inter, system-ui, sans-serif" font-size="{size}" font-weight="750" letter-spacing="-8" text-anchor="middle" dominant-baseline="central">{initials}</text>
            </svg>
            """;
    }
}
