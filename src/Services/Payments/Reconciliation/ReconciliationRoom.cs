using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Payments.Accounting;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Jobs.Recurring;
using PadelSaaS.Ui;

namespace PadelSaaS.Payments.Reconciliation;

/// <summary>Comparing our books with what providers say.</summary>
internal static class ReconciliationRoom
{
    public static void Add(IServiceCollection services, string service)
    {
        services.AddScoped<RefundsMadeThere>().AddScoped<Statements>().AddScoped<Gathering>().AddScoped<Reconciling>().AddScoped<Following>().AddScoped<Resolving>();
        services.AddScoped<ReconciliationReader>().AddScoped<ShowReconciliation>();
        services.AddTimer<ReconcileMoney>(service, ReconcileMoney.Job).AddTimer<ReconcileNight>(service, ReconcileNight.Job);
        services.DoEvery<MoneyNights>(service, MoneyNights.Job, MoneyNights.EveryHour);
        services.AddNavEntry(new NavEntry(Door.Club, ShowReconciliation.Path, "Reconciliation", "scale", 25, typeof(AccountingWords), Ability.SeePayments, ShowMoney.Path));
    }

    public static void Map(Doors doors) => ShowReconciliation.Map(doors);
}
