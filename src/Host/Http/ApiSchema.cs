using System.Reflection;
using System.Text.Json.Serialization.Metadata;
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
        if (IsSent(context.JsonTypeInfo.Type)) MayBeLeftOut(schema, context.JsonTypeInfo);
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

    // What is sent and may be null may as well be missing.
    private static void MayBeLeftOut(OpenApiSchema schema, JsonTypeInfo type)
    {
        var nullability = new NullabilityInfoContext();
        foreach (var property in type.Properties)
            if (property.AttributeProvider is PropertyInfo info && nullability.Create(info).ReadState == NullabilityState.Nullable) schema.Required?.Remove(property.Name);
    }

    // Requests are called so, whatever lies within them lies beside them in their use case.
    private static bool IsSent(Type type) => IsRequest(type) || type.DeclaringType?.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic).Any(other =>
        IsRequest(other) && other.GetProperties().Any(property => property.PropertyType == type || property.PropertyType.GenericTypeArguments.Contains(type))) == true;

    private static bool IsRequest(Type type) => type.Name.EndsWith("Request", StringComparison.Ordinal) || type.Name.EndsWith("Body", StringComparison.Ordinal) || type.Name.EndsWith("Input", StringComparison.Ordinal);

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
