using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Players.Exchange;
using PadelSaaS.Players.Groups;
using PadelSaaS.Players.Merging;
using PadelSaaS.Players.Profile;
using PadelSaaS.Players.Reactions;
using PadelSaaS.Players.Search;
using PadelSaaS.Players.Standing;
using PadelSaaS.Players.TenantFile;
using PadelSaaS.Players.UseCases;
using PadelSaaS.Ui;

namespace PadelSaaS.Players;

/// <summary>Who plays at the club, what the club knows of them and what it has agreed with them.</summary>
public sealed class PlayersService : IService
{
    /// <inheritdoc/>
    public string Name => "players";

    /// <inheritdoc/>
    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new ScriptSource(Name, typeof(PlayersService).Assembly)).AddSingleton(PlayersModel.Phone).AddSingleton(PlayersModel.ImportText);
        services.AddScoped<IPersonalData, PersonalCustomer>().AddScoped<IPeople, PersonalCustomer>();
        services.AddScoped<Newcomers>().AddScoped<CustomerSearch>().AddScoped<Profiles>().AddScoped<Editing>().AddScoped<Adding>().AddScoped<Lookalikes>().AddScoped<Merger>().AddScoped<Importing>().AddScoped<GroupUses>().AddScoped<Grouping>().AddScoped<ShowGroups>().AddScoped<ICustomers, KnownCustomers>().AddScoped<IAudience, Audience>();
        services.AddScoped<ITenantFileSection, GroupsSection>().AddScoped<ITenantFileSection, CustomersSection>();

        services.AddNavEntry(new NavEntry(Door.Club, ListCustomers.Path, "Customers", "users", 90, typeof(PlayersWords), Ability.SeeCustomers));

        services.AddReaction<UserRegistered, WhenUserRegistered>(Name);
        services.AddReaction<AccountChanged, WhenAccountChanged>(Name);
        services.AddReaction<EmailVerified, WhenEmailVerified>(Name);
        services.AddReaction<BookingConfirmed, WhenBookingConfirmed>(Name);
        services.AddReaction<MembershipChanged, WhenMembershipChanged>(Name);

        services.AddForgetting<CustomerChanged>(fact => fact.AccountIds.Select(KnownCustomers.TagOf).Append(KnownCustomers.BlockedTag));
        services.AddForgetting<CustomersMerged>(fact => fact.AccountIds.Select(KnownCustomers.TagOf).Append(KnownCustomers.BlockedTag));
        services.AddForgetting<CustomerGroupsChanged>(_ => [KnownCustomers.GroupsTag]);
    }

    /// <inheritdoc/>
    public void Map(Doors doors)
    {
        ListCustomers.Map(doors);
        ShowCustomer.Map(doors);
        AddCustomer.Map(doors);
        ChangeCustomer.Map(doors);
        WriteNote.Map(doors);
        MergeCustomers.Map(doors);
        ImportCustomers.Map(doors);
        ExportCustomers.Map(doors);
        ManageGroups.Map(doors);
        ShowGroups.Map(doors);
    }
}
