using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Draws;
using PadelSaaS.Booking.Reactions;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Draws;

/// <summary>All there is about draws.</summary>
internal static class DrawRoom
{
    public static void Add(IServiceCollection services, string service)
    {
        services.AddScoped<FindingDraws>().AddScoped<Entering>().AddScoped<Drawing>();
        services.AddSingleton(new SealedColumn("draws", "seed_sealed", FindingDraws.SealedSeed));
        services.AddTimer<HoldDraw>(service, HoldDraw.Name);
        services.AddReaction<VenueUpdated, WhenDrawRulesChanged>(service);
        services.AddForgetting<DrawHeld>(fact => DayReader.TagsOf(fact.Draw.VenueId, fact.Draw.Start, fact.Draw.End));
    }

    public static void Map(Doors doors)
    {
        SeeDraws.Map(doors);
        EnterDraw.Map(doors);
        AnswerDraw.Map(doors);
        ShowDraws.Map(doors);
    }
}
