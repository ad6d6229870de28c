using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Web.Club.FirstSteps;

/// <summary>Whoever opened a club sees what is still missing until a court can be booked, and what can wait.</summary>
internal static class ShowFirstSteps
{
    public const string Path = "/manage/start";

    public static void Map(Doors doors) => doors.Club.MapGet(Path, HandleAsync).Needs(Ability.ManageVenues);

    private static async Task<RazorComponentResult<FirstStepsPage>> HandleAsync(IVenues venues, IPayments payments, CancellationToken stop)
    {
        var all = await venues.AllAsync(stop);
        var (first, methods) = (all.Count > 0 ? all[0] : null, await payments.MethodsAsync(stop));
        var venue = first is null ? "/manage/venues/new" : $"/manage/venues/{Uri.EscapeDataString(first.Key)}";
        List<FirstStep> needed =
        [
            new("map-pin", "A venue and where it is", "Its address, with a point on the map, so that players find it.", venue, first is not null),
            new("layout-grid", "Courts", "How many, indoor or outdoor, with their names.", first is null ? venue : $"{venue}/courts", all.Any(one => one.Courts.Count > 0)),
            new("clock", "Opening hours", "The week as it is; holidays and seasons can follow.", first is null ? venue : $"{venue}/hours", all.Any(one => one.Hours.Count > 0)),
            new("banknote", "Prices", "One price for every hour will do to begin with.", first is null ? venue : $"{venue}/prices", all.Any(one => one.Prices.Count > 0)),
        ];
        List<FirstStep> later =
        [
            new("palette", "Your look", "Logo, colours and a line that says who you are, seen before anybody else does.", "/manage/branding", null),
            new("key-round", "Your own way in", "A password or a passkey, so that you need no link the next time.", "/account", null),
            new("credit-card", "Paying online", "Players can pay at the desk from the start. Cards and wallets come with a provider.", "/manage/payments/settings", methods.Any(method => method.Online)),
            new("users", "Your team", "Who works at the desk gets an invitation and may do what you say.", "/manage/staff", null),
            new("upload", "Your customers", "Bring them along from a list you have: you see what it would do first.", "/manage/customers/import", null),
        ];
        return new RazorComponentResult<FirstStepsPage>(new { Needed = needed, Later = later });
    }
}

/// <summary>One of the first steps.</summary>
/// <param name="Title">A sentence of <see cref="WebWords"/>, as is <paramref name="Words"/>.</param>
/// <param name="IsDone">Whether it is done; <see langword="null"/> where that is the reader's business.</param>
public sealed record FirstStep(string Icon, string Title, string Words, string Href, bool? IsDone);
