using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PadelSaaS.Payments.Dev.Wallets;
using PadelSaaS.Payments.EasyPaisa;
using PadelSaaS.Payments.Settings;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Payments.JazzCash;

/// <summary>JazzCash and EasyPaisa, and in Development the companies that stand in for them.</summary>
internal static class HostedRoom
{
    public static void Add(IServiceCollection services, string service)
    {
        services.AddHttpClient(WalletAddress.Client).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(5), UseCookies = false })
            .RemoveAllLoggers();
        services.AddScoped<WalletAddress>().AddScoped<WalletAccounts>().AddScoped<WalletPayments>().AddScoped<HearWallets>();
        services.AddScoped<JazzCashClient>().AddScoped<JazzCashRefunds>().AddScoped<JazzCashCheckout>().AddScoped<IPaymentProvider, JazzCashProvider>().AddSingleton<IProviderForm, JazzCashForms>();
        services.AddScoped<EasyPaisaClient>().AddScoped<EasyPaisaCheckout>().AddScoped<IPaymentProvider, EasyPaisaProvider>().AddSingleton<IProviderForm, EasyPaisaForms>();
        services.AddTimer<AskWalletAgain>(service, AskWalletAgain.Job);
        services.AddSingleton<DevWalletBooks>().AddSingleton<DevJazzCash>().AddSingleton<DevEasyPaisa>().AddScoped<DevWalletAccounts>();
    }

    public static void Map(Doors doors)
    {
        JazzCashCheckout.Map(doors);
        EasyPaisaCheckout.Map(doors);
        HearWallets.Map(doors);
        if (!((IEndpointRouteBuilder)doors.Club).ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment()) return;
        DevJazzCash.Map(doors);
        DevEasyPaisa.Map(doors);
    }
}
