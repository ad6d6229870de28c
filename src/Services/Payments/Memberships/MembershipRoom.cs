using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui;

namespace PadelSaaS.Payments.Memberships;

/// <summary>All there is in the room.</summary>
internal static class MembershipRoom
{
    public static void Add(IServiceCollection services, string service)
    {
        services.AddScoped<Plans>().AddScoped<Joining>().AddScoped<Keeping>().AddScoped<MembershipClock>().AddScoped<MembershipMoney>().AddScoped<IPurpose, MembershipMoney>().AddScoped<MembershipView>().AddScoped<ShowMemberships>();
        services.AddTimer<RenewMembership>(service, RenewMembership.Job);
        services.AddNavEntry(new NavEntry(Door.Club, ShowMemberships.ManagePath, "Memberships", "badge-check", 96, typeof(PaymentsWords), Ability.ManagePrices, "/manage/venues"));
        services.AddNavEntry(new NavEntry(Door.Club, ShowMemberships.Path, "Membership", "badge-check", 37, typeof(PaymentsWords)) { When = OnSale.MembershipsAsync });
        services.AddNavEntry(new NavEntry(Door.Club, ShowMemberships.Path, "Membership", "badge-check", 30, typeof(PaymentsWords), Under: NavEntry.Account) { When = OnSale.MembershipsAsync });
    }

    public static void Map(Doors doors)
    {
        MembershipApi.Map(doors);
        ShowMemberships.Map(doors);
    }
}
