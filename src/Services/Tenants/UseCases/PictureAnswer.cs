using System.Text;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tenants.UseCases;

/// <summary>
/// Sends pictures. The club's own are asked for again after five minutes and answered with 304 while they are the same; a drawing opened
/// by its own address is shut into a sandbox.
/// </summary>
internal sealed class PictureAnswer(KnownPictures pictures, HttpContext http)
{
    private const string Sandbox = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'";

    /// <summary>A stored picture; 404 where the club has none of that name.</summary>
    public async Task<IResult> StoredAsync(TenantInfo tenant, string name) => await IfStoredAsync(tenant, name) ?? Platform.Http.Refusal.NotFound("This picture");

    /// <summary>A stored picture, or <see langword="null"/> for something to be drawn instead.</summary>
    public async Task<IResult?> IfStoredAsync(TenantInfo tenant, string? name)
    {
        if (name is null || await pictures.FindAsync(tenant, name) is not { } picture) return null;
        Head("public, max-age=300, stale-while-revalidate=86400", picture.Checksum[..20]);
        if (IsKnown()) return Results.StatusCode(StatusCodes.Status304NotModified);
        return await pictures.ContentAsync(tenant, picture) is { } content ? Results.Bytes(content, picture.ContentType) : null;
    }

    /// <summary>A picture we drew from the branding: the same as long as its version is.</summary>
    public IResult Drawn(string svg, string version)
    {
        Head("public, max-age=300, stale-while-revalidate=86400", version);
        return IsKnown() ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Text(svg, "image/svg+xml; charset=utf-8", Encoding.UTF8);
    }

    private void Head(string caching, string tag)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = caching;
        headers.ETag = $"\"{tag}\"";
        headers.ContentSecurityPolicy = Sandbox;
    }

    private bool IsKnown() => http.Request.Headers.IfNoneMatch.ToString().Contains(http.Response.Headers.ETag.ToString(), StringComparison.Ordinal);
}
