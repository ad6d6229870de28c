using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Notifications.Webhooks;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Notifications.UseCases;

/// <summary>The club's webhooks by the API: list, make, change, try, remove, and the log of what was sent.</summary>
internal static class ManageWebhooks
{
    private const string Path = "/manage/webhooks";

    /// <param name="Kinds">What is told there; empty for everything.</param>
    /// <param name="StoppedWhy"><c>gone</c> or <c>failing</c> where it was stopped by itself.</param>
    internal sealed record Answer(Guid Id, string Url, string Description, IReadOnlyList<string> Kinds, bool Active, string? StoppedWhy, DateTimeOffset? FailingSince, DateTimeOffset CreatedAt)
    {
        public static Answer Of(WebhookEndpoint endpoint) => new(
            endpoint.Id, endpoint.Url, endpoint.Description, endpoint.Kinds, endpoint.Active, endpoint.StoppedWhy, endpoint.FailingSince, endpoint.CreatedAt);
    }

    /// <param name="Kinds">Every kind there is.</param>
    internal sealed record ListAnswer(IReadOnlyList<Answer> Webhooks, IReadOnlyList<WebhookKind> Kinds);

    /// <param name="Secret">Told this once.</param>
    internal sealed record MadeAnswer(Answer Webhook, string Secret);

    /// <summary>A message with how its last attempt went.</summary>
    internal sealed record MessageAnswer(Guid Id, string Kind, string State, int Attempts, DateTimeOffset? NextAt, int? Status, string? Answer, int? TookMs, DateTimeOffset CreatedAt, string Body);

    internal sealed record LogAnswer(IReadOnlyList<MessageAnswer> Messages, int? NextPage);

    internal sealed record SwitchRequest(bool? Active);

    internal sealed record SecretAnswer(string Secret);

    internal sealed record TestAnswer(Guid MessageId);

    public static void Map(Doors doors)
    {
        doors.Api.MapGet(Path, async (WebhookOffice office, CancellationToken stop) => new ListAnswer([.. (await office.ListAsync(stop)).Select(Answer.Of)], WebhookKinds.All))
            .Needs(Ability.ManageTenant).WithSummary("The club's webhooks, and every kind of message there is");
        doors.Api.MapPost(Path, AddAsync).Needs(Ability.ManageTenant)
            .WithSummary("Make a webhook; its secret is told this once").Produces<MadeAnswer>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409);
        doors.Api.MapPut(Path + "/{id:guid}", ChangeAsync).Needs(Ability.ManageTenant).WithSummary("Change where a webhook goes and what it is told").Produces<Answer>().ProducesProblem(400).ProducesProblem(404);
        doors.Api.MapPost(Path + "/{id:guid}/active", SwitchAsync).Needs(Ability.ManageTenant).WithSummary("Stop a webhook, or let it listen again from now on").Produces<Answer>().ProducesProblem(400).ProducesProblem(404);
        doors.Api.MapPost(Path + "/{id:guid}/secret", RotateAsync).Needs(Ability.ManageTenant).WithSummary("A new secret; the one before signs too for a day").Produces<SecretAnswer>().ProducesProblem(404);
        doors.Api.MapPost(Path + "/{id:guid}/test", TestAsync).Needs(Ability.ManageTenant).WithSummary("Send a message that only tries the connection").Produces<TestAnswer>().ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapDelete(Path + "/{id:guid}", async (Guid id, WebhookOffice office, CancellationToken stop) => await office.RemoveAsync(id, stop) ? Results.NoContent() : Refusal.NotFound("This webhook"))
            .Needs(Ability.ManageTenant).WithSummary("Remove a webhook with its log").Produces(StatusCodes.Status204NoContent).ProducesProblem(404);
        doors.Api.MapGet(Path + "/{id:guid}/messages", LogAsync).Needs(Ability.ManageTenant).WithSummary("What was sent in the last 30 days, the newest first").Produces<LogAnswer>().ProducesProblem(400).ProducesProblem(404);
        doors.Api.MapPost(Path + "/{id:guid}/messages/{messageId:guid}/again", async (Guid id, Guid messageId, WebhookOffice office, CancellationToken stop) =>
                (IResult?)await office.AgainAsync(id, messageId, stop) ?? Results.Accepted())
            .Needs(Ability.ManageTenant).WithSummary("Send a message again as it was").Produces(StatusCodes.Status202Accepted).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> AddAsync(WebhookInput input, WebhookOffice office, HttpContext http, CancellationToken stop)
    {
        var checks = new Checks();
        var good = office.Check(input, checks, text => text);
        if (!checks.Pass) return checks.Refusal();
        var (endpoint, secret, refusal) = await office.AddAsync(good, stop);
        http.Response.Headers.CacheControl = "no-store";
        return refusal is not null ? refusal : Results.Created((string?)null, new MadeAnswer(Answer.Of(endpoint!), secret));
    }

    private static async Task<IResult> ChangeAsync(Guid id, WebhookInput input, WebhookOffice office, CancellationToken stop)
    {
        if (await office.FindAsync(id, stop) is null) return Refusal.NotFound("This webhook");
        var checks = new Checks();
        var good = office.Check(input, checks, text => text);
        if (!checks.Pass) return checks.Refusal();
        return Shown(await office.ChangeAsync(id, good, stop));
    }

    private static async Task<IResult> SwitchAsync(Guid id, SwitchRequest request, WebhookOffice office, CancellationToken stop) =>
        await office.FindAsync(id, stop) is null ? Refusal.NotFound("This webhook")
        : request.Active is { } active ? Shown(await office.SwitchAsync(id, active, stop)) : Refusal.Malformed("active", "It is true or false.");

    private static async Task<IResult> RotateAsync(Guid id, WebhookOffice office, HttpContext http, CancellationToken stop)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await office.RotateAsync(id, stop) is { } secret ? Results.Ok(new SecretAnswer(secret)) : Refusal.NotFound("This webhook");
    }

    private static async Task<IResult> TestAsync(Guid id, WebhookOffice office, CancellationToken stop)
    {
        var (message, refusal) = await office.TestAsync(id, stop);
        return refusal is not null ? refusal : Results.Ok(new TestAnswer(message!.Value));
    }

    private static async Task<IResult> LogAsync(Guid id, string? state, int? page, WebhookOffice office, CancellationToken stop)
    {
        if (state is not (null or WebhookDelivery.Pending or WebhookDelivery.Delivered or WebhookDelivery.Failed)) return Refusal.Malformed("state", "It is pending, delivered or failed.");
        if (await office.FindAsync(id, stop) is null) return Refusal.NotFound("This webhook");
        var at = Math.Clamp(page ?? 1, 1, 10_000);
        var messages = await office.LogAsync(id, state, at, stop);
        return Results.Ok(new LogAnswer(
            [.. messages.Take(WebhookOffice.PageSize).Select(one => new MessageAnswer(one.Id, one.Kind, one.State, one.Attempts, one.NextAt, one.Status, one.Answer, one.TookMs, one.CreatedAt, one.Body))],
            messages.Count > WebhookOffice.PageSize ? at + 1 : null));
    }

    private static IResult Shown(WebhookEndpoint? endpoint) => endpoint is null ? Refusal.NotFound("This webhook") : Results.Ok(Answer.Of(endpoint));
}
