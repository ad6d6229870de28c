using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Payments.Settings;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Ui;

namespace PadelSaaS.Payments.Stripe;

/// <summary>All there is of Stripe.</summary>
internal static class StripeRoom
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<StripeSettings>().AddSingleton<StripeClient>().AddSingleton<StripeServices>();
        services.AddSingleton(_ => new StripeTransport(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }));
        services.AddScoped<StripeCalls>().AddScoped<StripeRefunds>().AddScoped<StripeCustomers>().AddScoped<PayWithStripe>();
        services.AddScoped<StripeProvider>().AddScoped<IPaymentProvider>(scope => scope.GetRequiredService<StripeProvider>());
        services.AddSingleton<IProviderForm, StripeAccountForm>();
        services.AddScoped<ConnectingStripe>().AddScoped<ShowStripe>().AddScoped<HearStripe>().AddScoped<StrayEvents>();
        services.AddNavEntry(new NavEntry(Door.Console, StrayEvents.Path, "Unknown accounts", "circle-help", 52, typeof(AccountingWords), ConsoleDoor.Ability));
        services.AddScoped<ReadingPayouts>().AddScoped<ReadingDisputes>().AddScoped<ReadingRefunds>();
        services.AddTimer<OpenStandInAccount>("payments", OpenStandInAccount.Job);
        services.AddTimer<ReadStripeEvent>("payments", ReadStripeEvent.Job);
    }

    public static void Map(Doors doors)
    {
        PayWithStripe.Map(doors);
        ShowStripe.Map(doors);
        HearStripe.Map(doors);
        StrayEvents.Map(doors);
    }
}
