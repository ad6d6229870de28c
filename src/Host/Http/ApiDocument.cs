using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PadelSaaS.Host.Http;

/// <summary>What the OpenAPI document says about the API as a whole.</summary>
internal static class ApiDocument
{
    /// <summary>Name of the scheme for access tokens.</summary>
    public const string Bearer = "bearer";

    private const string Description = """
        The API of one club, on the club's own host.

        **Keys for programs** are made at `/account/keys`: `padel_…`, sent like an access token. A key reads what its account may read; changing something needs
        its scope `write`, and what needs an ability needs that ability as a scope (403 `scope_missing` names it). How people sign in and who works
        at the club is not for keys (403 `key_not_accepted`).

        **Refusals** are `application/problem+json` with a stable `slug` and, for a field, its name in `errors`. What belongs to another club or
        another person answers 404.

        **Repeating a request**: operations with an `Idempotency-Key` give the first answer again for the same key and request; another request
        under that key is refused with 422.

        **Amounts** are integers in the smallest unit of their currency: 1250 EUR is €12.50. **Instants** are UTC; fields named `…Local` carry the
        venue's offset.
        """;

    private const string PortalDescription = """
        What belongs to no club, on the platform's own host: finding courts at every club, and opening a club. Nobody signs in here. Each hit leads to the club's own
        site, whose own API books (`/openapi/v1.json` there).

        **Refusals** are `application/problem+json` with a stable `slug` and, for a field, its name in `errors`. **Amounts** are integers in the smallest unit of their currency.
        """;

    /// <summary>The clubs' API.</summary>
    public static void Describe(OpenApiOptions options) => Describe(options, "Club API", Description, "This club");

    /// <summary>What belongs to no club.</summary>
    public static void DescribePortal(OpenApiOptions options) => Describe(options, "Discovery API", PortalDescription, "The platform");

    private static void Describe(OpenApiOptions options, string title, string description, string server)
    {
        // Everything that is described belongs to one of the two.
        options.ShouldInclude = what => (what.GroupName ?? "v1") == options.DocumentName;
        // Requests and answers lie inside their use cases and are called so: the use case's name tells them apart.
        options.CreateSchemaReferenceId = type => OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } id ? Outer(type) + id : null;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = title, Version = "v1", Description = description };
            document.Servers = [new OpenApiServer { Url = "/", Description = server }];
            document.Components ??= new OpenApiComponents();
            // Not every type in the document came by the transformer of schemas before it was written down.
            foreach (var schema in document.Components.Schemas?.Values ?? []) ApiSchema.Unquote(schema);
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT", Description = "Access token of `/api/v1/auth/login`: 15 minutes, at this club only. Or a key for programs (`padel_…`) made at `/account/keys`." },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(ApiOperation.DescribeAsync);
        options.AddSchemaTransformer(ApiSchema.DescribeAsync);
    }

    private static string Outer(JsonTypeInfo info) => info.Type is { IsNested: true, IsGenericType: false, DeclaringType: { } outer } ? outer.Name : "";
}
