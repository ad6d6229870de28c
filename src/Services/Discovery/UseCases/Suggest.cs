using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using PadelSaaS.Discovery.Search;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Discovery.UseCases;

/// <summary>Answers somebody who is still typing where they want to play: programs by the API, the field of the page by its own address.</summary>
internal static class Suggest
{
    public const string Path = "/courts/suggestions";

    internal sealed record Answer(IReadOnlyList<Suggestion> Suggestions);

    /// <summary>As the page's field reads it.</summary>
    /// <param name="Id">Where choosing it leads.</param>
    internal sealed record Option(string Id, string Name, string Detail);

    public static void Map(Doors doors)
    {
        doors.PortalApi.MapGet("/discovery/suggestions", async (string? q, Suggesting suggesting, CancellationToken stop) => new Answer(await suggesting.OfAsync(q, stop)))
            .WithSummary("Cities and venues that begin like what somebody is typing, wrong letters and all");
        doors.Portal.MapGet(Path, async (string? q, Suggesting suggesting, IStringLocalizer<DiscoveryWords> t, CancellationToken stop) => (await suggesting.OfAsync(q, stop)).Select(one => new Option(one.Url, one.Name, Detail(one, t))));
    }

    private static string Detail(Suggestion one, IStringLocalizer t) => one.Kind == Suggestion.OfCity ? one.Venues == 1 ? t["1 venue"] : t["{0} venues", one.Venues!] : $"{one.Club} · {one.City}";
}
