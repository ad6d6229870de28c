using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PadelSaaS.Notifications.Webhooks;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Notifications.Webhooks;

/// <summary>A message as a club's program got it.</summary>
internal sealed record Got(string Body, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string Id => Headers["webhook-id"];

    public string Type => (string)Json["type"]!;
}

/// <summary>A program of a club's, on a port of its own.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly WebApplication app;

    private Listener(WebApplication app) => this.app = app;

    public ConcurrentQueue<Got> Got { get; } = [];

    /// <summary>What it answers.</summary>
    public int Status { get; set; } = 200;

    /// <summary>Seconds it asks us to wait, if it does.</summary>
    public int? RetryAfter { get; set; }

    /// <summary>While this is open nobody is answered.</summary>
    public TaskCompletionSource? Thinking { get; set; }

    public string Url => app.Urls.First() + "/padel";

    public static async Task<Listener> OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var listener = new Listener(builder.Build());
        listener.app.MapPost("/padel", listener.TakeAsync);
        await listener.app.StartAsync();
        return listener;
    }

    public async ValueTask DisposeAsync()
    {
        Thinking?.TrySetResult();
        await app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        Got.Enqueue(new Got(await reader.ReadToEndAsync(), http.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString())));
        if (Thinking is { } thinking) await thinking.Task;
        http.Response.StatusCode = Status;
        if (RetryAfter is { } seconds) http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await http.Response.WriteAsync($"said {Status}");
    }
}

/// <summary>What a test does with webhooks, in one line each.</summary>
internal static class Hooks
{
    public const string Path = "/api/v1/manage/webhooks";

    public static async Task<Visitor> OwnerAsync(this PlatformFixture platform, string slug = "madrid", string? email = null)
    {
        var owner = platform.At($"{slug}.localhost");
        owner.Token = (string)(await owner.JsonAsync("/api/v1/auth/login", new { email = email ?? $"owner@{slug}.test", password = People.DemoPassword }))["accessToken"]!;
        return owner;
    }

    /// <summary>Makes a webhook; its id and secret.</summary>
    public static async Task<(Guid Id, string Secret)> HookAsync(this Visitor owner, Listener listener, params string[] kinds)
    {
        var made = await owner.JsonAsync(Path, new { url = listener.Url, description = "Accounting", kinds });
        return ((Guid)made["webhook"]!["id"]!, (string)made["secret"]!);
    }

    /// <summary>Lets everything come to rest, messages under way included.</summary>
    public static async Task DeliverAsync(this PlatformFixture platform)
    {
        await platform.SettleAsync();
        await platform.Services.GetRequiredService<WebhookDispatch>().IdleAsync();
        await platform.SettleAsync();
    }

    public static async Task<JsonArray> LogAsync(this Visitor owner, Guid id) => (await owner.JsonAsync($"{Path}/{id}/messages"))["messages"]!.AsArray();

    public static async Task<bool> StopsAsync(this Visitor owner, Guid id) =>
        !(bool)(await owner.JsonAsync(Path))["webhooks"]!.AsArray().Single(hook => (Guid)hook!["id"]! == id)!["active"]!;
}
