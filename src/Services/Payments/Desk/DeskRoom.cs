using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui;

namespace PadelSaaS.Payments.Desk;

/// <summary>Money at the desk: tills, taking, handing back.</summary>
internal static class DeskRoom
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<TillBook>().AddScoped<DeskDue>().AddScoped<Dues.DueMoney>().AddScoped<IDues, Dues.PayingDues>().AddScoped<TakingMoney>().AddScoped<HandingBack>().AddScoped<RefundTasks>();
        services.AddScoped<ShowTaking>().AddScoped<ShowTill>().AddScoped<ShowRefundTasks>();
        services.AddScoped<DueList>().AddScoped<LettingGo>().AddScoped<ShowDue>();
        services.AddNavEntry(new NavEntry(Door.Club, ShowDue.Path, "What is due", "coins", 94, typeof(PaymentsWords), Ability.TakePayments, "/manage/venues"));
        services.AddNavEntry(new NavEntry(Door.Club, ShowRefundTasks.Path, "To be given back", "hand-coins", 97, typeof(PaymentsWords), Ability.TakePayments, "/manage/venues"));
    }

    public static void Map(Doors doors)
    {
        ShowTaking.Map(doors);
        ShowTill.Map(doors);
        ShowReceipt.Map(doors);
        ShowRefundTasks.Map(doors);
        ShowDue.Map(doors);
        DeskApi.Map(doors);
    }
}
