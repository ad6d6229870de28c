using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui;

namespace PadelSaaS.Payments.Shares;

/// <summary>All there is of shared prices.</summary>
internal static class ShareRoom
{
    public static void Add(IServiceCollection services, string service)
    {
        services.AddScoped<Giving>().AddScoped<Deciding>().AddScoped<ShareTelling>().AddScoped<ShareMoney>().AddScoped<SplitEnding>().AddScoped<SplitMoving>();
        services.AddScoped<Splitting>().AddScoped<PayingShare>().AddScoped<ShareWallet>().AddScoped<ManagingShares>().AddScoped<FindingShares>();
        services.AddScoped<ShowSplit>().AddScoped<ShowShares>().AddScoped<ShowShare>().AddScoped<SavingSplit>().AddScoped<ShowSplitSettings>();
        services.AddTimer<DecideSplit>(service, DecideSplit.Job);
        services.AddTimer<FinishHold>(service, FinishHold.Job);
        services.AddTimer<ChargeKeptCard>(service, ChargeKeptCard.Job);
        services.AddNavEntry(new NavEntry(Door.Club, ShowMyPayments.Path, "My payments", "credit-card", 40, typeof(PaymentsWords), Under: NavEntry.Account));
        services.AddForgetting<SharesChanged>(fact => [LiveTag(fact.BookingId)]);
        services.AddForgetting<SplitSecured>(fact => [LiveTag(fact.BookingId)]);
        services.AddForgetting<SplitSettled>(fact => [LiveTag(fact.BookingId)]);
        services.AddForgetting<SplitFellBack>(fact => [LiveTag(fact.BookingId)]);
        services.AddForgetting<ShareGivenUp>(fact => [LiveTag(fact.BookingId)]);
    }

    public static void Map(Doors doors)
    {
        SplitByProgram.Map(doors);
        ShowSplit.Map(doors);
        ShowShares.Map(doors);
        ShowShare.Map(doors);
        ShowMyPayments.Map(doors);
        ShowSplitSettings.Map(doors);
    }

    /// <summary>What an open page of a split listens to.</summary>
    public static string LiveTag(Guid bookingId) => $"split:{bookingId:N}";
}
