using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Booking.Series;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.UseCases.Series;

/// <summary>All there is about weekly bookings.</summary>
internal static class SeriesRoom
{
    public static void Add(IServiceCollection services) => services.AddScoped<FindingSeries>().AddScoped<TakingSeries>().AddScoped<ShowNewSeries>().AddScoped<CancellingSeries>().AddScoped<MovingSeries>().AddScoped<ShowSeriesChange>();

    public static void Map(Doors doors)
    {
        BookSeries.Map(doors);
        SeeSeries.Map(doors);
        ChangeSeries.Map(doors);
        ShowNewSeries.Map(doors);
        ShowSeries.Map(doors);
        ShowSeriesChange.Map(doors);
    }
}
