using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Host.Http;

/// <summary>Adds to each operation what its endpoint says by marks and not by parameters: who may call it and whether it may be repeated.</summary>
internal static class ApiOperation
{
    private const string BookingKey = "X-Booking-Key";

    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        var marks = context.Description.ActionDescriptor.EndpointMetadata;
        operation.OperationId ??= OperationId(context.Description.HttpMethod, context.Description.RelativePath);
        if (marks.OfType<Idempotency.IdempotentEndpoint>().Any()) AddRepeating(operation, context);
        foreach (var header in operation.Parameters?.OfType<OpenApiParameter>().Where(one => one.Name == BookingKey) ?? [])
            header.Description = "A guest's key to the booking, from the answer that made it or from the link in the mail. Not needed with a token of the booking's player.";
        if (!marks.OfType<IAllowAnonymous>().Any()) AddCallers(operation, context, [.. marks.OfType<NeededAbility>()]);
        AddRefusal(operation, "500", "Something went wrong on our side; the answer has a `traceId`", context.Document!);
        // A question changes nothing, so nothing can stand against it; the mark of every refusal says it could.
        if (context.Description.HttpMethod == HttpMethods.Get) operation.Responses!.Remove("409");
        Sort(operation);
        return Task.CompletedTask;
    }

    private static void AddRepeating(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = Idempotency.Header,
            In = ParameterLocation.Header,
            Description = "Any text of your choice, at most 255 characters, a new one for every new intention. Repeating the request with it is safe.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 255 },
        });
        AddRefusal(operation, "422", "The key was used for another request", context.Document!);
    }

    // Whoever shows a token that is worth nothing gets 401, also where a guest would be welcome.
    private static void AddCallers(OpenApiOperation operation, OpenApiOperationTransformerContext context, NeededAbility[] needed)
    {
        var token = new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiDocument.Bearer, context.Document)] = [] };
        operation.Security = needed.Length > 0 ? [token] : [[], token];
        AddRefusal(operation, "401", needed.Length > 0 ? "A valid access token is needed" : "The token that was sent is not valid", context.Document!);
        if (needed.FirstOrDefault(one => one.Ability != "account") is not { } ability) return;
        AddRefusal(operation, "403", "The account may not do this", context.Document!);
        operation.Description = $"Needs the ability `{ability.Ability}`.";
    }

    private static void AddRefusal(OpenApiOperation operation, string status, string description, OpenApiDocument document)
    {
        operation.Responses ??= [];
        operation.Responses.TryAdd(status, new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference("ProblemDetails", document) },
            },
        });
    }

    private static void Sort(OpenApiOperation operation)
    {
        var sorted = operation.Responses!.OrderBy(answer => answer.Key, StringComparer.Ordinal).ToList();
        operation.Responses!.Clear();
        foreach (var (status, answer) in sorted) operation.Responses.Add(status, answer);
    }

    // For generators of clients, where the use case gave no name: GetBookingsById. It only has to be unique and to stay.
    private static string OperationId(string? method, string? path) => string.Concat(
        $"{method?.ToLowerInvariant()}/{path}".Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part is not ("api" or "v1"))
            .Select(part => part.StartsWith('{') ? "By" + Word(part.Trim('{', '}').Split(':')[0]) : Word(part)));

    private static string Word(string part) => string.Concat(part.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
