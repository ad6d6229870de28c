using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity.OAuth;

/// <summary>
/// At the portal, for every club: sends a browser on to the provider and takes it back. A provider knows one address of ours, so a club may
/// come, rename itself or take a domain of its own without anybody telling Google.
/// </summary>
internal static class AskProvider
{
    private const string Item = "departure";

    /// <summary>What the handler tells of whoever came back.</summary>
    public static OAuthEvents Events { get; } = new() { OnTicketReceived = ArriveAsync, OnRemoteFailure = FailAsync };

    public static void Map(Doors doors)
    {
        doors.Portal.MapGet("/sign-in/with/{provider}", SendAsync);
        doors.Portal.MapGet("/sign-in/with/{provider}/back", ComeBackAsync).Costs(Effort.SignIn);
    }

    private static async Task<IResult> SendAsync(string provider, string? start, HttpContext http, Providers providers, Departures departures, ProviderHandler handler)
    {
        if (providers.Find(provider) is not { } known) return Refusal.NotFound("This page");
        http.Response.Headers.CacheControl = "no-store";
        if (departures.Begun(start) is not { } departure || departure.Provider != known.Key) return Problem();

        var asking = await ProviderHandler.ForAsync(known, http, handler);
        await asking.ChallengeAsync(new AuthenticationProperties { Items = { [Item] = start } });
        return Results.Empty;
    }

    private static async Task<IResult> ComeBackAsync(string provider, HttpContext http, Providers providers, ProviderHandler handler)
    {
        if (providers.Find(provider) is not { } known) return Refusal.NotFound("This page");

        http.Response.Headers.CacheControl = "no-store";
        var asking = await ProviderHandler.ForAsync(known, http, handler);
        // The way on is chosen in the events; what they left open did not begin here.
        await asking.HandleRequestAsync();
        return http.Items[Item] as IResult ?? Problem();
    }

    private static async Task ArriveAsync(TicketReceivedContext context)
    {
        var services = context.HttpContext.RequestServices;
        context.HandleResponse();
        if (DepartureOf(context.Properties, services) is not { } departure) return;

        var identity = ProviderHandler.IdentityOf(context.Properties);
        var tenant = await services.GetRequiredService<ITenantStore>().FindAsync(departure.Tenant, context.HttpContext.RequestAborted);
        if (tenant is not { State: TenantState.Open or TenantState.Suspended }) return;
        if (services.GetRequiredService<Departures>().IsLate(departure))
        {
            context.HttpContext.Items[Item] = Results.Redirect(departure.Origin + ProviderNews.Path(ProviderNews.Late, departure.Provider, departure.Back));
            return;
        }
        var ticket = await services.GetRequiredService<SignInTickets>().IssueAsync(departure, identity, context.HttpContext.RequestAborted);
        context.HttpContext.Items[Item] = Results.Redirect($"{departure.Origin}{ReturnFromProvider.PathOf(departure.Provider)}?ticket={ticket}");
    }

    private static Task FailAsync(RemoteFailureContext context)
    {
        var services = context.HttpContext.RequestServices;
        context.HandleResponse();
        services.GetRequiredService<ILogger<ProviderHandler>>().LogWarning("A sign-in with {Provider} failed: {Reason}", context.Scheme.Name, context.Failure?.Message);
        if (DepartureOf(context.Properties, services) is not { } departure) return Task.CompletedTask;

        var problem = context.Request.Query["error"] == "access_denied" ? ProviderNews.Denied : ProviderNews.Failed;
        context.HttpContext.Items[Item] = Results.Redirect(departure.Origin + ProviderNews.Path(problem, departure.Provider, departure.Back));
        return Task.CompletedTask;
    }

    // The state was sealed by us for this provider, so what it carries is what was noted at the club.
    private static Departure? DepartureOf(AuthenticationProperties? properties, IServiceProvider services) =>
        properties is not null && properties.Items.TryGetValue(Item, out var closed) ? services.GetRequiredService<Departures>().Open(closed) : null;

    private static RazorComponentResult<ProviderProblemPage> Problem() => new() { StatusCode = StatusCodes.Status400BadRequest };
}
