using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Booking.Feeds;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui;

namespace PadelSaaS.Booking.UseCases.Feeds;

/// <summary>All there is to calendars that programs subscribe to.</summary>
internal static class FeedRoom
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<KeepingFeeds>().AddScoped<ReadingFeeds>().AddScoped<KeepCalendars>();
        services.AddNavEntry(new NavEntry(Door.Club, KeepCalendars.Path, "Calendar links", "calendar", 55, typeof(BookingWords), Under: NavEntry.Account));
    }

    public static void Map(Doors doors)
    {
        KeepCalendars.Map(doors);
        SubscribeCalendar.Map(doors);
    }
}
