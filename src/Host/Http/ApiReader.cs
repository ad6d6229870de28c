using PadelSaaS.Platform.Http;

namespace PadelSaaS.Host.Http;

/// <summary>
/// A page to read and try the API, at <c>/api/docs</c> of each club and of the portal. It is Swagger UI from its package, which styles elements by attribute;
/// only here may it.
/// </summary>
internal static class ApiReader
{
    private const string Path = "/api/docs";

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; " +
        "frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    public static void UseApiReader(this IApplicationBuilder app)
    {
        Use(app, Door.Club, "Club API", "v1");
        Use(app, Door.Portal, "Discovery API", Doors.PortalDocument);
    }

    private static void Use(IApplicationBuilder app, Door door, string title, string document) => app.UseWhen(http => IsAsked(http, door), reader =>
    {
        reader.Use((http, next) =>
        {
            http.Response.Headers.ContentSecurityPolicy = Policy;
            return next(http);
        });
        reader.UseSwaggerUI(options =>
        {
            options.RoutePrefix = Path.TrimStart('/');
            options.DocumentTitle = title;
            // There is one document, so there is nothing to choose at the top.
            options.HeadContent = "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><style>.topbar { display: none }</style>";
            options.SwaggerEndpoint($"/openapi/{document}.json", document);
            options.EnableValidator(null);
            options.DefaultModelsExpandDepth(0);
            options.DisplayRequestDuration();
        });
    });

    private static bool IsAsked(HttpContext http, Door door) => http.Request.Path.StartsWithSegments(Path) && http.RequestServices.GetRequiredService<Visit>().Door == door;
}
