using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Payments.Accounting;
using PadelSaaS.Payments.Desk;
using PadelSaaS.Payments.Invoices;
using PadelSaaS.Payments.JazzCash;
using PadelSaaS.Payments.Settings;
using PadelSaaS.Payments.Stripe;
using PadelSaaS.Payments.StripeFake;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui;

namespace PadelSaaS.Payments;

/// <summary>Money for bookings: taking it, believing only the provider about it, and giving it back.</summary>
public sealed class PaymentsService : IService
{
    /// <inheritdoc/>
    public string Name => "payments";

    /// <inheritdoc/>
    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new ScriptSource(Name, typeof(PaymentsService).Assembly));
        services.AddScoped<IPersonalData, PersonalPayments>().AddScoped<IClubFigures, MoneyFigures>();
        services.AddScoped<IPayments, PaymentQuestions>().AddScoped<ITenantFileSection, PaymentsSection>().AddScoped<ShopOfFile>();
        services.AddForgetting<PaymentMethodsChanged>(_ => [PaymentQuestions.SettingsTag]);
        services.AddSingleton<ProviderFaults>().AddScoped<Providers>().AddScoped<ProviderWord>().AddScoped<Refunding>().AddScoped<Abandonment>();
        services.AddScoped<StartPayment>().AddScoped<HearProvider>();
        services.AddScoped<Books>().AddScoped<Sales>().AddScoped<MoneyEntries>().AddScoped<Commissions>().AddScoped<ILedgers, LedgerVerifier>();
        AccountingRoom.Add(services, Name);
        InvoicesRoom.Add(services, Name);
        Reconciliation.ReconciliationRoom.Add(services, Name);

        services.AddScoped<Purposes>().AddScoped<StartPurchase>();
        WalletRoom.Add(services, Name);
        Memberships.MembershipRoom.Add(services, Name);

        services.AddSingleton<DevCardCompany>();
        services.AddScoped<DevProvider>().AddScoped<IPaymentProvider>(scope => scope.GetRequiredService<DevProvider>()).AddScoped<ChooseOutcome>();

        services.AddSingleton(ProviderAccount.SecretsColumn).AddScoped<ProviderAccounts>().AddScoped<SavingProviders>().AddScoped<ShowProviders>();
        services.AddNavEntry(new NavEntry(Door.Club, ShowProviders.Path, "Ways to pay", "credit-card", 96, typeof(PaymentsWords), Ability.ManageTenant, "/manage/venues"));

        StripeRoom.Add(services);
        StripeDoor.Add(services, Name);
        HostedRoom.Add(services, Name);
        DeskRoom.Add(services);

        services.AddReaction<TenantErased, WhenTenantErased>(Name);
        services.AddReaction<BookingConfirmed, WhenBookingConfirmed>(Name);
        services.AddReaction<BookingMoved, WhenBookingMoved>(Name);
        services.AddReaction<BookingCancelled, WhenBookingCancelled>(Name);
        services.AddReaction<NoShowRecorded, WhenNoShowRecorded>(Name);
        services.AddReaction<BookingResold, WhenBookingResold>(Name);
        services.AddReaction<BookingExpired, WhenBookingExpired>(Name);
        services.AddReaction<BookingLost, WhenBookingLost>(Name);
        services.AddReaction<PaymentUnneeded, WhenPaymentUnneeded>(Name);

        // After those above: what they decide to give back is not kept.
        services.AddReaction<BookingConfirmed, KeepSales>(Name).AddReaction<BookingMoved, KeepSales>(Name);
        services.AddReaction<BookingCancelled, KeepSales>(Name).AddReaction<NoShowRecorded, KeepSales>(Name).AddReaction<BookingResold, KeepSales>(Name);

        Shares.ShareRoom.Add(services, Name);

        services.AddTimer<ReadProviderEvent>(Name, ReadProviderEvent.Job);
        services.AddTimer<ReconcilePayment>(Name, ReconcilePayment.Job);
        services.AddTimer<SettleRefund>(Name, SettleRefund.Job);
        services.AddTimer<CallOffPayment>(Name, CallOffPayment.Job);
        services.AddTimer<SendCardEvent>(Name, SendCardEvent.Job);
    }

    /// <inheritdoc/>
    public void Map(Doors doors)
    {
        AccountingRoom.Map(doors);
        InvoicesRoom.Map(doors);
        Reconciliation.ReconciliationRoom.Map(doors);
        ListMethods.Map(doors);
        ManageProviders.Map(doors);
        ShowProviders.Map(doors);
        StripeRoom.Map(doors);
        HearProvider.Map(doors);
        ReturnFromProvider.Map(doors);
        WalletRoom.Map(doors);
        Memberships.MembershipRoom.Map(doors);
        Shares.ShareRoom.Map(doors);
        HostedRoom.Map(doors);
        DeskRoom.Map(doors);
        if (((IEndpointRouteBuilder)doors.Club).ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment()) ShowCardPage.Map(doors);
    }
}
