using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Tenants.UseCases;

/// <summary>A search engine asks what it may read: a club's front, its venues and the portal, nobody's bookings and never the console.</summary>
internal static class ShowRobots
{
    private const string Club = "User-agent: *\nDisallow: /api/\nDisallow: /bookings/\nDisallow: /desk\nDisallow: /my/\nDisallow: /pay/\nDisallow: /sign-in\n";
    private const string Portal = "User-agent: *\nAllow: /\n";
    private const string Console = "User-agent: *\nDisallow: /\n";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/robots.txt", (Visit visit) => Results.Text($"{Club}Sitemap: {visit.Origin}/sitemap.xml\n"));
        doors.Portal.MapGet("/robots.txt", (Visit visit) => Results.Text($"{Portal}Sitemap: {visit.Origin}/sitemap.xml\n"));
        doors.Console.MapGet("/robots.txt", () => Results.Text(Console));
    }
}
