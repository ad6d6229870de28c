using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Tenants.UseCases;

/// <summary>A browser asks for the script that shows a page when the network is gone. It must come from the root to speak for the whole site.</summary>
internal static class ShowServiceWorker
{
    private const string File = "_content/PadelSaaS.Ui/js/sw.js";

    public static void Map(Doors doors) => doors.Club.MapGet("/sw.js", Handle);

    private static IResult Handle(IWebHostEnvironment environment, HttpContext http)
    {
        var script = environment.WebRootFileProvider.GetFileInfo(File);
        if (!script.Exists) return Refusal.NotFound("This script");
        http.Response.Headers["Service-Worker-Allowed"] = "/";
        // Browsers look for a new one on their own; a kept copy would only hide it from them.
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Stream(script.CreateReadStream(), "text/javascript; charset=utf-8", lastModified: script.LastModified);
    }
}
