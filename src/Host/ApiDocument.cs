using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PadelSaaS.Host;

/// <summary>What the OpenAPI document says about the API as a whole.</summary>
internal static class ApiDocument
{
    public static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "PadelSaaS API",
                Version = "v1",
                Description = "The API of one club, on the club's own host. Refusals are `application/problem+json` with a stable `slug`. "
                    + "Every POST takes an `Idempotency-Key`: the same key and body get the first answer again, another body is refused with 422. "
                    + "Amounts are integers in the smallest unit of their currency; instants are UTC.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT", Description = "Access token from /api/v1/auth/login, valid for 15 minutes at this club only." },
            };
            return Task.CompletedTask;
        });
    }
}
