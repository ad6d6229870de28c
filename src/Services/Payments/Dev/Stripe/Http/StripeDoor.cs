using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>
/// Stripe stands outside the house: what is asked under <c>/dev/stripe</c>, at whatever host, is answered before any door, limit or session of ours is looked at.
/// In Development only; elsewhere nothing is there.
/// </summary>
internal sealed class StripeDoor(IHostEnvironment environment) : IStartupFilter
{
    public const string Path = "/dev/stripe";

    public static void Add(IServiceCollection services, string service)
    {
        services.AddSingleton<IStartupFilter, StripeDoor>();
        services.AddSingleton<StripePrices>().AddSingleton<StripeEndpoints>().AddSingleton<StripeOrigin>().AddSingleton<StripeFaults>().AddSingleton<StripeGate>().AddSingleton<StripeOperations>();
        services.AddSingleton<PaymentIntents>().AddSingleton<PaymentMethods>().AddSingleton<SetupIntents>().AddSingleton<Refunds>().AddSingleton<ApplicationFees>().AddSingleton<Transfers>();
        services.AddSingleton<Balances>().AddSingleton<Payouts>().AddSingleton<Disputes>().AddSingleton<Charging>().AddSingleton<Settling>();
        services.AddSingleton<StripeAccounts>().AddSingleton<AccountLinks>().AddSingleton<SecondAccounts>().AddSingleton<WebhookEndpoints>().AddSingleton<StripeControl>();
        services.AddSingleton<StripePages>().AddSingleton<StripePayer>().AddSingleton<StripeOnboarding>().AddSingleton<StripeDashboard>().AddSingleton(_ => new StripeLine());
        services.AddTimer<StripeTime>(service, StripeTime.Job);
        services.AddTimer<SendStripeEvent>(service, SendStripeEvent.Job);
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (environment.IsDevelopment()) app.Map(Path, stripe => stripe.Run(AnswerAsync));
        next(app);
    };

    private static Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        return StripePages.Are(path)
            ? http.RequestServices.GetRequiredService<StripePages>().AnswerAsync(http, path)
            : http.RequestServices.GetRequiredService<StripeGate>().AnswerAsync(http, path);
    }
}

/// <summary>Where people find Stripe's pages: at the portal's host, as it is told to the outside, or where the call came in.</summary>
internal sealed class StripeOrigin(IConfiguration configuration, Hosts hosts)
{
    public string Of(HttpRequest request) => configuration["Padel:PublicPort"] is { Length: > 0 } port
        ? $"{configuration["Padel:PublicScheme"] ?? "http"}://{hosts.Apex}:{port}{StripeDoor.Path}"
        : $"{request.Scheme}://{request.Host.Value}{StripeDoor.Path}";
}
