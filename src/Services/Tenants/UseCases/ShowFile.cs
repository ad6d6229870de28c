using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Tenants.UseCases;

/// <summary>A browser asks for one of the club's pictures by its name, such as the photo of a venue.</summary>
internal static class ShowFile
{
    public static void Map(Doors doors) => doors.Club.MapGet("/files/{name}", HandleAsync);

    private static Task<IResult> HandleAsync(string name, Visit visit, KnownPictures pictures, HttpContext http) =>
        // Photos go out as they were made anew, and never as they came: a camera writes into them where it stood.
        name.StartsWith("photos", StringComparison.OrdinalIgnoreCase) ? Task.FromResult<IResult>(TypedResults.NotFound()) : new PictureAnswer(pictures, http).StoredAsync(visit.Tenant!, name);
}
