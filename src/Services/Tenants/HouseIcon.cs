using PadelSaaS.Ui.Branding;

namespace PadelSaaS.Tenants;

/// <summary>The platform's own mark as a file, for the browser's tab at the portal and the console: a racket's face and the ball about to meet it.</summary>
internal static class HouseIcon
{
    public static readonly string Svg = $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" role="img" aria-label="PadelSaaS">
          <rect width="40" height="40" rx="11" fill="{Theme.Colour(Brand.House, "primary")}"/>
          <path fill="#fff" d="M17.5 8.2c5.6 0 9.8 4 9.8 9.2 0 4.6-3.2 8.4-7 9.4l-.9 6.1a1.9 1.9 0 0 1-3.8 0l-.9-6.1c-3.8-1-7-4.8-7-9.4 0-5.2 4.2-9.2 9.8-9.2z"/>
          <g fill="{Theme.Colour(Brand.House, "primary")}"><circle cx="13.6" cy="15" r="1.3"/><circle cx="17.5" cy="13" r="1.3"/><circle cx="21.4" cy="15" r="1.3"/><circle cx="13.6" cy="19.5" r="1.3"/><circle cx="17.5" cy="17.5" r="1.3"/><circle cx="21.4" cy="19.5" r="1.3"/><circle cx="17.5" cy="22" r="1.3"/></g>
          <circle cx="30" cy="11" r="4" fill="{Brand.House.Accent}"/>
        </svg>
        """;
}
