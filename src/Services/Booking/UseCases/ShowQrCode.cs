using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;
using QRCoder;

namespace PadelSaaS.Booking.UseCases;

/// <summary>The code a player shows at the desk. It leads staff to the booking and opens nothing for anybody else.</summary>
internal static class ShowQrCode
{
    public static void Map(Doors doors) => doors.Club.MapGet("/bookings/{id:guid}/qr.svg", HandleAsync);

    private static async Task<IResult> HandleAsync(Guid id, string? key, Finding finding, Visit visit, HttpContext http, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, key, stop) is null) return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "private, max-age=3600";
        return Results.Text(Draw($"{visit.Origin}/bookings/{id}/check-in"), "image/svg+xml", Encoding.UTF8);
    }

    // One path of unit squares: small, sharp at any size, and dark on light in every theme, because scanners want it so.
    private static string Draw(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var modules = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < modules.Count; y++)
            for (var x = 0; x < modules[y].Count; x++)
                if (modules[y][x]) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {modules.Count} {modules.Count}" shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/><path d="{path}" fill="#000"/></svg>""";
    }
}
