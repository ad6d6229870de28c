using PadelSaaS.Admins;
using PadelSaaS.Booking;
using PadelSaaS.Discovery;
using PadelSaaS.Identity;
using PadelSaaS.Notifications;
using PadelSaaS.Payments;
using PadelSaaS.Platform;
using PadelSaaS.Players;
using PadelSaaS.Privacy;
using PadelSaaS.Tenants;
using PadelSaaS.Venues;
using PadelSaaS.Web;

namespace PadelSaaS.Host;

/// <summary>
/// The table of services: which there are, in the order their tables are made. <c>--services</c> picks whose endpoints, reactions, timers
/// and jobs run in a process; questions are answered in every process. Nothing else in the house knows how it is spread.
/// </summary>
public static class House
{
    /// <summary>Every service.</summary>
    public static IReadOnlyList<IService> Services { get; } =
    [
        new TenantsService(),
        new IdentityService(),
        new VenuesService(),
        new PlayersService(),
        new BookingService(),
        new PaymentsService(),
        new NotificationsService(),
        new AdminsService(),
        new WebService(),
        new PrivacyService(),
        new DiscoveryService(),
    ];

    /// <summary>The services of <c>--services all</c> or <c>--services a,b</c>.</summary>
    /// <exception cref="ArgumentException">A name is not in the table.</exception>
    public static RunningServices Choose(string names)
    {
        var known = Services.Select(service => service.Name).ToHashSet();
        if (names == "all") return new RunningServices(known);

        var chosen = names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet();
        var unknown = chosen.Except(known).ToList();
        return unknown.Count == 0
            ? new RunningServices(chosen)
            : throw new ArgumentException($"No such service: {string.Join(", ", unknown)}. There are: {string.Join(", ", known)}.");
    }
}
