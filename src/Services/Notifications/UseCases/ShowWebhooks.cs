using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Notifications.Pages;
using PadelSaaS.Notifications.Webhooks;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Notifications.UseCases;

/// <summary>The form of a webhook, as typed.</summary>
public sealed record WebhookForm(string Url, string Description, IReadOnlyList<string> Kinds)
{
    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Why it could not be done.</summary>
    public string? Refusal { get; init; }

    /// <summary>What is wrong with a field.</summary>
    public string? this[string field] => Errors.GetValueOrDefault(field)?[0];

    internal WebhookInput Input => new(Url, Description, Kinds);

    internal static WebhookForm Of(WebhookEndpoint? endpoint) => new(endpoint?.Url ?? "", endpoint?.Description ?? "", endpoint?.Kinds ?? []);

    internal static WebhookForm Read(IFormCollection form) => new(form["url"].ToString(), form["description"].ToString(), form["all"] == "on" ? [] : [.. form["kinds"].OfType<string>()]);
}

/// <summary>The pages on which who runs the club connects its own programs and sees what they were told.</summary>
internal sealed class ShowWebhooks(WebhookOffice office, Visit visit, IStringLocalizer<NotificationsWords> t)
{
    public const string Path = "/manage/webhooks";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? done, ShowWebhooks page, CancellationToken stop) => page.ListAsync(done, stop)).Needs(Ability.ManageTenant);
        doors.Club.MapGet($"{Path}/new", (ShowWebhooks page) => FormPage(null, WebhookForm.Of(null), StatusCodes.Status200OK)).Needs(Ability.ManageTenant);
        doors.Club.MapPost($"{Path}/new", (IFormCollection form, ShowWebhooks page, HttpContext http, CancellationToken stop) => page.AddAsync(form, http, stop)).Needs(Ability.ManageTenant).ByHolderAlone();
        doors.Club.MapGet($"{Path}/{{id:guid}}", (Guid id, string? state, int? page, string? done, ShowWebhooks pages, CancellationToken stop) => pages.ShowAsync(id, state, page, done, null, 200, stop)).Needs(Ability.ManageTenant);
        doors.Club.MapPost($"{Path}/{{id:guid}}", (Guid id, IFormCollection form, ShowWebhooks page, HttpContext http, CancellationToken stop) => page.DoAsync(id, form, http, stop)).Needs(Ability.ManageTenant).ByHolderAlone();
        doors.Club.MapGet($"{Path}/{{id:guid}}/change", (Guid id, ShowWebhooks page, CancellationToken stop) => page.FormAsync(id, stop)).Needs(Ability.ManageTenant);
        doors.Club.MapPost($"{Path}/{{id:guid}}/change", (Guid id, IFormCollection form, ShowWebhooks page, CancellationToken stop) => page.ChangeAsync(id, form, stop)).Needs(Ability.ManageTenant).ByHolderAlone();
        doors.Club.MapGet($"{Path}/{{id:guid}}/messages/{{messageId:guid}}", (Guid id, Guid messageId, ShowWebhooks page, CancellationToken stop) => page.MessageAsync(id, messageId, stop)).Needs(Ability.ManageTenant);
    }

    private async Task<RazorComponentResult<WebhooksPage>> ListAsync(string? done, CancellationToken stop) => new(new { Endpoints = await office.ListAsync(stop), Done = done });

    private async Task<IResult> AddAsync(IFormCollection sent, HttpContext http, CancellationToken stop)
    {
        var (form, checks) = (WebhookForm.Read(sent), new Checks());
        var input = Read(form, sent, checks);
        if (!checks.Pass) return FormPage(null, form with { Errors = checks.Errors }, StatusCodes.Status400BadRequest);
        var (endpoint, secret, refusal) = await office.AddAsync(input, stop);
        if (refusal is not null) return FormPage(null, form with { Refusal = t[refusal.Sentence] }, refusal.Status);
        return Secret(http, endpoint!, secret);
    }

    private async Task<IResult> ChangeAsync(Guid id, IFormCollection sent, CancellationToken stop)
    {
        if (await office.FindAsync(id, stop) is not { } endpoint) return TypedResults.NotFound();
        var (form, checks) = (WebhookForm.Read(sent), new Checks());
        var input = Read(form, sent, checks);
        if (!checks.Pass) return FormPage(endpoint, form with { Errors = checks.Errors }, StatusCodes.Status400BadRequest);
        return await office.ChangeAsync(id, input, stop) is null ? TypedResults.NotFound() : Results.Redirect($"{Path}/{id}?done=saved");
    }

    private WebhookInput Read(WebhookForm form, IFormCollection sent, Checks checks)
    {
        var input = office.Check(form.Input, checks, text => t[text]);
        checks.That(sent["all"] == "on" || form.Kinds.Count > 0, "kinds", t["Choose at least one, or everything."]);
        return input;
    }

    private async Task<IResult> DoAsync(Guid id, IFormCollection form, HttpContext http, CancellationToken stop)
    {
        if (await office.FindAsync(id, stop) is not { } endpoint) return TypedResults.NotFound();
        switch (form["do"].ToString())
        {
            case "stop" or "resume":
                await office.SwitchAsync(id, form["do"] == "resume", stop);
                return Results.Redirect($"{Path}/{id}?done={form["do"]}");
            case "rotate":
                return await office.RotateAsync(id, stop) is { } secret ? Secret(http, endpoint, secret) : TypedResults.NotFound();
            case "remove":
                return await office.RemoveAsync(id, stop) ? Results.Redirect($"{Path}?done=removed") : TypedResults.NotFound();
            case "test":
                return await AfterAsync(id, (await office.TestAsync(id, stop)).Refusal, stop);
            case "again":
                return await AfterAsync(id, Guid.TryParse(form["message"], out var message) ? await office.AgainAsync(id, message, stop) : Refusal.NotFound("This message"), stop);
            default:
                return TypedResults.BadRequest();
        }
    }

    private Task<IResult> AfterAsync(Guid id, Refusal? refusal, CancellationToken stop) => refusal is null
        ? Task.FromResult(Results.Redirect($"{Path}/{id}?done=sent"))
        : ShowAsync(id, null, null, null, t[refusal.Sentence], refusal.Status, stop);

    private async Task<IResult> ShowAsync(Guid id, string? state, int? page, string? done, string? refusal, int status, CancellationToken stop)
    {
        if (await office.FindAsync(id, stop) is not { } endpoint) return TypedResults.NotFound();
        var (at, only) = (Math.Clamp(page ?? 1, 1, 10_000), state is WebhookDelivery.Pending or WebhookDelivery.Delivered or WebhookDelivery.Failed ? state : null);
        var messages = await office.LogAsync(id, only, at, stop);
        return new RazorComponentResult<WebhookPage>(new { Endpoint = endpoint, Messages = messages, State = only, Page = at, Done = done, Refusal = refusal, visit.Tenant!.Zone }) { StatusCode = status };
    }

    private async Task<IResult> FormAsync(Guid id, CancellationToken stop) =>
        await office.FindAsync(id, stop) is { } endpoint ? FormPage(endpoint, WebhookForm.Of(endpoint), StatusCodes.Status200OK) : TypedResults.NotFound();

    private async Task<IResult> MessageAsync(Guid id, Guid messageId, CancellationToken stop) =>
        await office.FindAsync(id, stop) is { } endpoint && await office.MessageAsync(id, messageId, stop) is { } message
            ? new RazorComponentResult<WebhookMessagePage>(new { Endpoint = endpoint, Message = message, visit.Tenant!.Zone })
            : TypedResults.NotFound();

    private static RazorComponentResult<WebhookFormPage> FormPage(WebhookEndpoint? endpoint, WebhookForm form, int status) =>
        new(new { Endpoint = endpoint, Form = form }) { StatusCode = status };

    // The one page that shows it: nobody keeps a copy, and going back shows it no more.
    private static RazorComponentResult<WebhookSecretPage> Secret(HttpContext http, WebhookEndpoint endpoint, string secret)
    {
        http.Response.Headers.CacheControl = "no-store";
        return new(new { Endpoint = endpoint, Secret = secret });
    }
}
