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
    /// <param name="From">First business date of play they are for; left out: at once. What was agreed before stays as it was agreed.</param>
    /// <param name="Settings">How they are counted; left out, that stays as it is.</param>
    internal sealed record Request(long Revision, IReadOnlyList<PriceRuleInput?>? Prices, DateOnly? From = null, PriceSettingsInput? Settings = null)
    {
        public PricesInput Input => new(Prices) { From = From, Settings = Settings };
    }

    /// <summary>A usual week in prices, and the last 30 days' bookings at them.</summary>
    internal sealed record Preview(string Currency, IReadOnlyList<Stretch> Week, PriceReplay? Replay);

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
            .WithSummary("See a usual week and the last 30 days under other prices, without saving them").Produces<Preview>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapDelete("/manage/venues/{id:guid}/prices/{from}", WithdrawAsync).Needs(Ability.ManagePrices)
            .WithSummary("Take back prices that were to count from a later date").Produces<ManagedAnswer>().ProducesProblem(404).ProducesProblem(409);
    }

    private static Task<IResult> ShowAsync(string key, string? from, string? done, Pages pages, CancellationToken stop) =>
        pages.ShowAsync<PricesPage>(key, found => Shown(found, DateInput.Read(from ?? "")).Typed(found.Revision, found.Venue.Currency), done, stop);

    // What is planned is shown with its date, so that saving it again changes the plan.
    private static PricesInput Shown(Found found, DateOnly? from) =>
        from is { } date && found.Venue.Planned(found.Today).Any(row => row.ValidFrom == date) ? PricesInput.Of(found.Venue, date) with { From = date } : PricesInput.Of(found.Venue, found.Today);

    private static async Task<IResult> SubmitAsync(string key, IFormCollection form, Pages pages, Readiness readiness, Visit visit, TimeProvider clock, CancellationToken stop)
    {
        var typed = Typed.Of(form);
        var rows = Enumerable.Range(0, typed.Rows("prices")).ToList();
        var (act, row) = RowAct.Of(typed["do"]);
        if (act == "add") typed = New(typed, $"prices[{rows.Count}]");
        else if (act is "remove" or "up" or "down") typed = typed.Ordered("prices", RowAct.Moved(rows, act, row));
        if (typed["do"].StartsWith("withdraw:", StringComparison.Ordinal))
            return await pages.SaveAsync<PricesPage>(key, "prices", "prices", typed, (venue, faults) => Withdraw(venue, DateInput.Read(typed["do"]["withdraw:".Length..]), clock, faults), stop);
        if (act.Length == 0)
            return await pages.SaveAsync<PricesPage>(key, "prices", "prices", typed, (venue, faults) => ApplyAsync(PricesInput.Read(typed, venue), venue, clock, visit, readiness, faults, stop), stop, Draft);

        return await pages.DraftAsync<PricesPage>(key, typed, act == "preview" ? Draft : null, stop);

        void Draft(Venue venue, Faults faults) => PricesInput.Read(typed, venue).Apply(venue, clock.GetUtcNow(), visit.Caller.Name, faults);
    }

    private static async Task<IResult> HandleAsync(Guid id, Request request, Editor editor, Readiness readiness, Visit visit, TimeProvider clock, CancellationToken stop)
    {
        var edited = await editor.ChangeAsync($"{id}", request.Revision, "prices", (venue, faults) => ApplyAsync(request.Input, venue, clock, visit, readiness, faults, stop), stop);
        return await ManagedAnswer.AfterAsync(id, edited, editor, readiness, stop);
    }

    private static async Task<IResult> WithdrawAsync(Guid id, DateOnly from, long revision, Editor editor, Readiness readiness, TimeProvider clock, CancellationToken stop)
    {
        var edited = await editor.ChangeAsync($"{id}", revision, "prices", (venue, faults) => Withdraw(venue, from, clock, faults), stop);
        return await ManagedAnswer.AfterAsync(id, edited, editor, readiness, stop);
    }

    private static ValueTask Withdraw(Venue venue, DateOnly? from, TimeProvider clock, Faults faults)
    {
        faults.Rule(from is { } date && venue.Withdraw(date, clock.GetUtcNow()), "nothing_planned", "from", "No prices are planned from that day on.");
        return ValueTask.CompletedTask;
    }

    private static async Task<IResult> PreviewAsync(Guid id, Request request, Editor editor, IPrices prices, IPriceReplay replay, Visit visit, TimeProvider clock, CancellationToken stop)
    {
        if (await editor.FindAsync($"{id}", stop) is not { } found) return Refusals.NoVenue;

        var faults = new Faults();
        request.Input.Apply(found.Venue, clock.GetUtcNow(), visit.Caller.Name, faults);
        if (!faults.None) return faults.Refusal();

        var card = found.Venue.ToCard(found.Revision, found.At);
        var week = await prices.PreviewAsync(card, stop);
        return TypedResults.Ok(new Preview(found.Venue.Currency, [.. week.Select(part => new Stretch(part.CourtId, part.Weekday, part.FromMinute, part.ToMinute, part.PerHour?.AmountMinor, part.Rule))],
            found.Venue.EditedList is { } list ? await replay.OfAsync(card, list, stop) : null));
    }

    // Every minute the venue is open has to have a price, published or not: what has none cannot be booked, and nobody would see why.
    private static async ValueTask ApplyAsync(PricesInput input, Venue venue, TimeProvider clock, Visit visit, Readiness readiness, Faults faults, CancellationToken stop)
    {
        input.Apply(venue, clock.GetUtcNow(), visit.Caller.Name, faults);
        if (faults.None) Readiness.Note(venue, await readiness.GapsAsync(venue, stop), "prices", faults);
    }

    private static Typed New(Typed typed, string at) => typed.With($"{at}.name", "").With($"{at}.from", "00:00").With($"{at}.to", "24:00").With($"{at}.perHourMinor", "")
        .With($"{at}.priority", "10").With($"{at}.weekdays", "1", "2", "3", "4", "5", "6", "7");
}
