using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Web.Club;

/// <summary>The service worker keeps this page and shows it when a visitor has no network. It must not name anybody: it is kept on the device.</summary>
internal static class ShowOffline
{
    public static void Map(Doors doors) => doors.Club.MapGet("/offline", () => new RazorComponentResult<OfflinePage>());
}
