using PadelSaaS.Platform.Http;

namespace PadelSaaS.Host.Http;

/// <summary>
/// A page to read and try the API, at each club's <c>/api/docs</c>. It is Swagger UI from its package, which styles elements by attribute;
/// only here may it.
/// </summary>
internal static class ApiReader
{
    private const string Path = "/api/docs";

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; " +
        "frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    public static void UseApiReader(this IApplicationBuilder app) => app.UseWhen(IsAsked, reader =>
    {
        reader.Use((http, next) =>
        {
            http.Response.Headers.ContentSecurityPolicy = Policy;
            return next(http);
        });
        reader.UseSwaggerUI(options =>
        {
            options.RoutePrefix = Path.TrimStart('/');
            options.DocumentTitle = "Club API";
            // There is one document, so there is nothing to choose at the top.
            options.HeadContent = "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><style>.topbar { display: none }</style>";
            options.SwaggerEndpoint("/openapi/v1.json", "v1");
            options.EnableValidator(null);
            options.DefaultModelsExpandDepth(0);
            options.DisplayRequestDuration();
        });
    });

    private static bool IsAsked(HttpContext http) =>
        http.Request.Path.StartsWithSegments(Path) && http.RequestServices.GetRequiredService<Visit>().Door == Door.Club;
}
