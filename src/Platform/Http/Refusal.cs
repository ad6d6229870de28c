using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace PadelSaaS.Platform.Http;

/// <summary>
/// A rule says no. Goes out as <c>application/problem+json</c>; on a page its sentence stands next to the field. The slug is a promise to
/// integrators and never changes; the sentence may.
/// </summary>
/// <param name="Slug">Stable name of the rule, such as <c>slot_taken</c>.</param>
/// <param name="Status">HTTP status by the house's policy: 400 malformed, 401, 403, 404, 409 rule or race lost, 422 reused key, 429.</param>
/// <param name="Sentence">What to tell the person.</param>
public sealed record Refusal(string Slug, int Status, string Sentence) : IResult, IEndpointMetadataProvider
{
    /// <summary>Field the rule is about, as the request names it.</summary>
    public string? Field { get; init; }

    /// <summary>Further members of the problem document, such as alternatives.</summary>
    public IReadOnlyDictionary<string, object?> More { get; init; } = new Dictionary<string, object?>();

    /// <summary>A field is missing or malformed.</summary>
    public static Refusal Malformed(string field, string sentence) => new("malformed", StatusCodes.Status400BadRequest, sentence) { Field = field };

    /// <summary>There is no such thing, or it belongs to somebody else: nobody learns which.</summary>
    public static Refusal NotFound(string what = "This") => new("not_found", StatusCodes.Status404NotFound, $"{what} does not exist.");

    /// <summary>The state of things does not allow it, now or any more.</summary>
    public static Refusal Conflict(string slug, string sentence) => new(slug, StatusCodes.Status409Conflict, sentence);

    /// <summary>The caller is known and may not do this.</summary>
    public static Refusal Forbidden() => new("forbidden", StatusCodes.Status403Forbidden, "Your account may not do this.");

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (WantsPage(httpContext))
        {
            // Where a person asked for a page, the status alone goes out and becomes the page about it.
            httpContext.Response.StatusCode = Status;
            return Task.CompletedTask;
        }
        var problem = new ProblemDetails { Type = $"urn:padelsaas:{Slug}", Title = Sentence, Status = Status, Instance = httpContext.Request.Path };
        problem.Extensions["slug"] = Slug;
        if (Field is not null) problem.Extensions["errors"] = new Dictionary<string, string[]> { [Field] = [Sentence] };
        foreach (var (name, value) in More) problem.Extensions[name] = value;
        return Results.Problem(problem).ExecuteAsync(httpContext);
    }

    /// <summary>Whether a person asked: not for the API, and for something a browser shows.</summary>
    public static bool WantsPage(HttpContext http) =>
        !Failures.WantsJson(http) && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>Describes the refusals in the OpenAPI document.</summary>
    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        foreach (var status in (int[])[400, 404, 409])
            builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), ["application/problem+json"]));
    }
}
