using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;
using PadelSaaS.Venues.Photos;

namespace PadelSaaS.Venues.UseCases;

/// <summary>A browser asks for a photo in one of its widths. What is under an address never changes, so it is asked for once.</summary>
internal static class ShowPhoto
{
    public static void Map(Doors doors) => doors.Club.MapGet("/media/photos/{id:guid}/{width:int}.webp", HandleAsync);

    private static async Task<IResult> HandleAsync(Guid id, int width, KnownPhotos photos, PhotoFiles files, HttpContext http, CancellationToken stop)
    {
        if (await photos.FindAsync(id, width) is not { } checksum) return Refusal.NotFound("This picture");

        var tag = $"\"{checksum[..20]}-{width}\"";
        if (http.Request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal))
        {
            Head(http, tag);
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }
        if (await files.OpenAsync(id, width, stop) is not { } file) return Refusal.NotFound("This picture");
        Head(http, tag);
        return Results.Stream(file.Content, file.ContentType);
    }

    private static void Head(HttpContext http, string tag)
    {
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'";
    }
}
