using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Payments.Terms;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Ui;

namespace PadelSaaS.Payments.Accounting;

/// <summary>Pages for whoever looks after the club's money: payments, refunds, the ledger; and the console's page of commission.</summary>
internal static class AccountingRoom
{
    public static void Add(IServiceCollection services, string service)
    {
        services.AddScoped<MoneyReader>().AddScoped<LedgerReader>().AddScoped<RetryRefund>().AddScoped<SetCommission>();
        services.AddSingleton<PlatformSeller>().AddScoped<StatementBook>().AddScoped<PlanFeeBook>().AddScoped<ShowStatements>().AddScoped<ShowClubStatements>();
        services.AddTimer<IssueStatements>(service, IssueStatements.Job).AddTimer<RemindStatement>(service, RemindStatement.Job).AddTimer<PostCommissionPaid>(service, PostCommissionPaid.Job);
        services.AddNavEntry(new NavEntry(Door.Console, ShowStatements.Path, "Statements", "file-text", 51, typeof(AccountingWords), ConsoleDoor.Ability));
        services.AddNavEntry(new NavEntry(Door.Club, ShowClubStatements.Path, "Statements", "percent", 35, typeof(AccountingWords), Ability.SeePayments, ShowMoney.Path));
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
        ShowStatements.Map(doors);
        ShowClubStatements.Map(doors);
    }
}
