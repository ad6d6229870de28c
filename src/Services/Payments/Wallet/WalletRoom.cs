using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui;

namespace PadelSaaS.Payments;

/// <summary>All there is in the room: what players have with the club, how it comes and how it goes.</summary>
internal static class WalletRoom
{
    public static void Add(IServiceCollection services, string service)
    {
        services.AddScoped<Wallets>().AddScoped<ReturningCredit>().AddScoped<Crediting>().AddScoped<PayByWallet>().AddScoped<IPaymentProvider, WalletProvider>().AddScoped<IWallets, WalletQuestions>();
        services.AddScoped<WalletView>().AddScoped<ToppingUp>().AddScoped<GivingCredit>().AddScoped<ShowWallet>().AddScoped<ManageWallets>().AddScoped<SavingWallet>().AddScoped<ShowWalletSettings>();
        services.AddScoped<IPurpose>(scope => Purchased(scope, PaymentPurpose.WalletTopUp, LotKind.Wallet)).AddScoped<IPurpose>(scope => Purchased(scope, PaymentPurpose.CreditPack, LotKind.CreditPack));
        services.AddScoped<CreditParts>().AddScoped<Packs>().AddScoped<Redeeming>().AddScoped<Vouchers>().AddScoped<GiftCards>().AddScoped<IPurpose, GiftCards>().AddScoped<ShopView>().AddScoped<ShowShop>().AddScoped<ManagePacks>();
        services.AddTimer<GiftCards>(service, GiftCards.Job);
        services.AddTimer<EndLot>(service, EndLot.Job);
        services.AddNavEntry(new NavEntry(Door.Club, ManageWallets.Path, "Wallets", "wallet", 91, typeof(PaymentsWords), Ability.ManageBookings, "/manage/customers"));
        services.AddNavEntry(new NavEntry(Door.Club, ManagePacks.Path, "Packs", "wallet-cards", 96, typeof(PaymentsWords), Ability.ManagePrices, "/manage/venues"));
        services.AddNavEntry(new NavEntry(Door.Club, ManagePacks.VouchersPath, "Vouchers", "ticket", 96, typeof(PaymentsWords), Ability.ManagePrices, "/manage/venues"));
        services.AddNavEntry(new NavEntry(Door.Club, ShowWalletSettings.Path, "Wallet and gift cards", "wallet", 96, typeof(PaymentsWords), Ability.ManageTenant, "/manage/venues"));
        services.AddScoped<OnSale>().AddForgetting<ShopChanged>(_ => [OnSale.Tag]);
        services.AddNavEntry(new NavEntry(Door.Club, ShowShop.Path, "Shop", "gift", 36, typeof(PaymentsWords)) { When = OnSale.ShopAsync });
        services.AddNavEntry(new NavEntry(Door.Club, ShowWallet.Path, "Your wallet", "wallet", 20, typeof(PaymentsWords), Under: NavEntry.Account) { When = OnSale.WalletAsync });
    }

    public static void Map(Doors doors)
    {
        ShowWallet.Map(doors);
        WalletApi.Map(doors);
        ManageWallets.Map(doors);
        ShowWalletSettings.Map(doors);
        ShopApi.Map(doors);
        ShowShop.Map(doors);
        ManagePacks.Map(doors);
    }

    private static PurchasedCredit Purchased(IServiceProvider scope, string purpose, string kind) => new(
        purpose, kind, scope.GetRequiredService<UnitOfWork>(), scope.GetRequiredService<Wallets>(), scope.GetRequiredService<TimeProvider>());
}
