using PadelSaaS.Ui.Branding;

namespace PadelSaaS.Tenants;

/// <summary>A cover for a club that has drawn none: the lines of a court on its own colour.</summary>
internal static class CoverSvg
{
    public static string Of(Brand brand) => $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 675" preserveAspectRatio="xMidYMid slice">
          <defs>
            <linearGradient id="g" x1="0" y1="0" x2="1" y2="1">
              <stop offset="0" stop-color="{Theme.Colour(brand, "hero")}"/>
              <stop offset="1" stop-color="{Theme.Colour(brand, "hero-deep")}"/>
            </linearGradient>
          </defs>
          <rect width="1200" height="675" fill="url(#g)"/>
          <g fill="none" stroke="#ffffff" stroke-opacity=".2" stroke-width="5" transform="rotate(-12 600 337)">
            <path d="M180 40h840v600H180zM180 340h840M380 40v600M820 40v600M380 340h440M600 40v600"/>
          </g>
          <circle cx="868" cy="212" r="30" fill="{Theme.Colour(brand, "hero-mark")}"/>
        </svg>
        """;
}
