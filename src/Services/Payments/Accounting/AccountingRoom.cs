using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Payments.Terms;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Ui;

namespace PadelSaaS.Payments.Accounting;

/// <summary>Pages for whoever looks after the club's money: payments, refunds, the ledger; and the console's page of commission.</summary>
internal static class AccountingRoom
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<MoneyReader>().AddScoped<LedgerReader>().AddScoped<RetryRefund>().AddScoped<SetCommission>();
        services.AddNavEntry(new NavEntry(Door.Console, SetCommission.Path, "Commission", "percent", 50, typeof(AccountingWords), ConsoleDoor.Ability));
        services.AddNavEntry(new NavEntry(Door.Club, ShowMoney.Path, "Money", "coins", 93, typeof(AccountingWords), Ability.SeePayments, "/manage/venues"));
        services.AddNavEntry(new NavEntry(Door.Club, ShowRefunds.Path, "Refunds", "undo-2", 10, typeof(AccountingWords), Ability.SeePayments, ShowMoney.Path));
        services.AddNavEntry(new NavEntry(Door.Club, ShowLedger.Path, "Ledger", "book-open", 20, typeof(AccountingWords), Ability.SeePayments, ShowMoney.Path));
    }

    public static void Map(Doors doors)
    {
        ShowMoney.Map(doors);
        ShowRefunds.Map(doors);
        ShowLedger.Map(doors);
        SetCommission.Map(doors);
    }
}
