using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PadelSaaS.Host.Http;

/// <summary>Says what our JSON really is: numbers are numbers, and a refusal has members of ours.</summary>
internal static class ApiSchema
{
    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken stop)
    {
        Unquote(schema);
        if (context.JsonTypeInfo.Type == typeof(ProblemDetails)) AddOurs(schema);
        return Task.CompletedTask;
    }

    /// <summary>Numbers in quotes are read out of kindness; nobody should be told to send them, and they are never written.</summary>
    public static void Unquote(IOpenApiSchema some)
    {
        if (some is not OpenApiSchema schema) return;
        if (schema.Type is { } type && (type & (JsonSchemaType.Integer | JsonSchemaType.Number)) != 0 && (type & JsonSchemaType.String) != 0)
            (schema.Type, schema.Pattern) = (type & ~JsonSchemaType.String, null);
        if (schema.Items is { } items) Unquote(items);
        foreach (var property in schema.Properties?.Values ?? []) Unquote(property);
    }

    private static void AddOurs(OpenApiSchema problem)
    {
        problem.Properties ??= new Dictionary<string, IOpenApiSchema>();
        problem.Properties["slug"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable name of the rule, such as `slot_taken`." };
        problem.Properties["errors"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "What is wrong, by field.",
            AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
        };
        problem.Properties["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Number under which our log knows what happened." };
    }
}
