using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Venues.Managing;

namespace PadelSaaS.Venues.UseCases.Manage;

/// <summary>An owner changes what courts cost, and sees the week in prices before saving.</summary>
internal static class ChangePrices
{
    /// <param name="Revision">The revision the change was decided by; another one is refused.</param>
    internal sealed record Request(long Revision, IReadOnlyList<PricesInput.Rule?>? Prices);

    /// <summary>A usual week in prices.</summary>
    internal sealed record Preview(string Currency, IReadOnlyList<Stretch> Week);

    /// <summary>Minutes of an opening with one price.</summary>
    /// <param name="FromMinute">Local minutes since the day's midnight; 1440 and more belong to the night after it.</param>
    /// <param name="PerHourMinor">Absent where nothing could be booked.</param>
    internal sealed record Stretch(Guid CourtId, int Weekday, int FromMinute, int ToMinute, long? PerHourMinor, string? Rule);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/manage/venues/{key}/prices", ShowAsync).Needs(Ability.ManagePrices);
        doors.Club.MapPost("/manage/venues/{key}/prices", SubmitAsync).Needs(Ability.ManagePrices);
        doors.Api.MapPut("/manage/venues/{id:guid}/prices", HandleAsync).Needs(Ability.ManagePrices).Idempotent()
            .WithSummary("Change what a venue's courts cost").Produces<ManagedAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/manage/venues/{id:guid}/prices/preview", PreviewAsync).Needs(Ability.ManagePrices).Idempotent()
            .WithSummary("See a usual week under other prices, without saving them").Produces<Preview>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static Task<IResult> ShowAsync(string key, string? done, Pages pages, CancellationToken stop) =>
        pages.ShowAsync<PricesPage>(key, found => PricesInput.Of(found.Venue).Typed(found.Revision, found.Venue.Currency), done, stop);

    private static async Task<IResult> SubmitAsync(string key, IFormCollection form, Pages pages, Readiness readiness, TimeProvider clock, CancellationToken stop)
    {
        var typed = Typed.Of(form);
        var rows = Enumerable.Range(0, typed.Rows("prices")).ToList();
        var (act, row) = RowAct.Of(typed["do"]);
        if (act == "add") typed = New(typed, $"prices[{rows.Count}]");
        else if (act is "remove" or "up" or "down") typed = typed.Ordered("prices", RowAct.Moved(rows, act, row));
        if (act.Length == 0)
            return await pages.SaveAsync<PricesPage>(key, "prices", "prices", typed, (venue, faults) => ApplyAsync(PricesInput.Read(typed, venue.Currency), venue, clock, readiness, faults, stop), stop, Draft);

        return await pages.DraftAsync<PricesPage>(key, typed, act == "preview" ? Draft : null, stop);

        void Draft(Venue venue, Faults faults) => PricesInput.Read(typed, venue.Currency).Apply(venue, clock.GetUtcNow(), faults);
    }

    private static async Task<IResult> HandleAsync(Guid id, Request request, Editor editor, Readiness readiness, TimeProvider clock, CancellationToken stop)
    {
        var edited = await editor.ChangeAsync($"{id}", request.Revision, "prices", (venue, faults) => ApplyAsync(new PricesInput(request.Prices), venue, clock, readiness, faults, stop), stop);
        return await ManagedAnswer.AfterAsync(id, edited, editor, readiness, stop);
    }

    private static async Task<IResult> PreviewAsync(Guid id, Request request, Editor editor, IPrices prices, TimeProvider clock, CancellationToken stop)
    {
        if (await editor.FindAsync($"{id}", stop) is not { } found) return Refusals.NoVenue;

        var faults = new Faults();
        new PricesInput(request.Prices).Apply(found.Venue, clock.GetUtcNow(), faults);
        if (!faults.None) return faults.Refusal();

        var week = await prices.PreviewAsync(found.Venue.ToCard(found.Revision), stop);
        return TypedResults.Ok(new Preview(found.Venue.Currency, [.. week.Select(part => new Stretch(part.CourtId, part.Weekday, part.FromMinute, part.ToMinute, part.PerHour?.AmountMinor, part.Rule))]));
    }

    // Every minute the venue is open has to have a price, published or not: what has none cannot be booked, and nobody would see why.
    private static async ValueTask ApplyAsync(PricesInput input, Venue venue, TimeProvider clock, Readiness readiness, Faults faults, CancellationToken stop)
    {
        input.Apply(venue, clock.GetUtcNow(), faults);
        if (faults.None) Readiness.Note(venue, await readiness.GapsAsync(venue, stop), "prices", faults);
    }

    private static Typed New(Typed typed, string at) => typed.With($"{at}.name", "").With($"{at}.from", "00:00").With($"{at}.to", "24:00").With($"{at}.perHourMinor", "")
        .With($"{at}.priority", "10").With($"{at}.weekdays", "1", "2", "3", "4", "5", "6", "7");
}
