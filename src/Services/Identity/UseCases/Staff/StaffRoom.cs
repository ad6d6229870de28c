using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Ui;

namespace PadelSaaS.Identity.Staff;

/// <summary>All there is about who works at the club.</summary>
internal static class StaffRoom
{
    public static void Add(IServiceCollection services, string service)
    {
        services.AddScoped<StaffChanges>().AddScoped<Invitations>().AddScoped<Joining>().AddScoped<StaffBook>();
        services.AddScoped<ShowStaff>().AddScoped<ChangeStaff>().AddScoped<InviteStaff>().AddScoped<StaffApi>().AddScoped<JoinStaff>().AddScoped<JoinWithPasskey>();
        services.AddScoped<MoneyLimits>().AddScoped<IMoneyLimits>(scope => scope.GetRequiredService<MoneyLimits>()).AddScoped<SettingLimits>().AddScoped<LimitStaff>();
        services.AddScoped<SecondFactorRules>().AddScoped<RequireSecond>();
        services.AddSingleton(new SealedColumn("staff_invitations", "email", Invitation.Column, Index: "email_index", Indexed: value => value.ToUpperInvariant()));
        services.AddTimer<EndRole>(service, EndRole.Name);
        services.AddTimer<RemindOfSecond>(service, RemindOfSecond.Name);
        services.AddNavEntry(new NavEntry(Door.Club, ShowStaff.Path, "Staff", "id-card", 94, typeof(StaffWords), Ability.ManageStaff, "/manage/venues"));
    }

    public static void Map(Doors doors)
    {
        ShowStaff.Map(doors);
        ChangeStaff.Map(doors);
        InviteStaff.Map(doors);
        StaffApi.Map(doors);
        LimitStaff.Map(doors);
        RequireSecond.Map(doors);
        JoinStaff.Map(doors);
        JoinWithPasskey.Map(doors);
    }
}
