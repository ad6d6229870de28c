using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Feeds;
using PadelSaaS.Booking.Pages.Feeds;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Feeds;

/// <summary>Somebody takes the link of a calendar, exchanges it when it went to the wrong people, and ends it.</summary>
internal sealed class KeepCalendars(KeepingFeeds keeping, IVenues venues, LinkKeys keys, Visit visit, IStringLocalizer<BookingWords> t)
{
    public const string Path = "/me/calendars";

    internal sealed record Answer(IReadOnlyList<CalendarView> Calendars);

    /// <param name="Kind">`player`, `coach` or `court`.</param>
    /// <param name="CourtId">For `court`: which.</param>
    internal sealed record Request(string? Kind, Guid? CourtId);

    // A link is as good as an account: nobody takes one in another's name.
    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? done, KeepCalendars page, CancellationToken stop) => page.ShowAsync(done, null, stop)).NeedsAccount().ByHolderAlone();
        doors.Club.MapPost(Path, (IFormCollection form, KeepCalendars page, CancellationToken stop) => page.MakeAsync(form, stop)).NeedsAccount().ByHolderAlone();
        doors.Club.MapPost(Path + "/{id:guid}/renew", (Guid id, KeepCalendars page, CancellationToken stop) => page.ExchangeAsync(id, stop)).NeedsAccount().ByHolderAlone();
        doors.Club.MapPost(Path + "/{id:guid}/end", (Guid id, KeepCalendars page, CancellationToken stop) => page.EndAsync(id, stop)).NeedsAccount().ByHolderAlone();
        doors.Api.MapGet(Path, async (KeepCalendars page, CancellationToken stop) => new Answer(await page.MineAsync(stop))).NeedsAccount().ByHolderAlone().WithSummary("The links of your calendars");
        doors.Api.MapPost(Path, (Request request, KeepCalendars page, CancellationToken stop) => page.MakeAsync(request, stop)).NeedsAccount().ByHolderAlone()
            .WithSummary("Take the link of a calendar: your own, your lessons as a coach, or a court's; the same again while it is there").Produces<CalendarView>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
        doors.Api.MapPost(Path + "/{id:guid}/renew", (Guid id, KeepCalendars page, CancellationToken stop) => page.RenewAsync(id, stop)).NeedsAccount().ByHolderAlone()
            .WithSummary("Exchange a calendar's link; the one from before opens nothing any more").Produces<CalendarView>().ProducesProblem(404);
        doors.Api.MapDelete(Path + "/{id:guid}", (Guid id, KeepCalendars page, CancellationToken stop) => page.DeleteAsync(id, stop)).NeedsAccount().ByHolderAlone()
            .WithSummary("End a calendar's link").Produces(204).ProducesProblem(404);
    }

    private async Task<IResult> ShowAsync(string? done, string? fault, CancellationToken stop)
    {
        var courts = KeepingFeeds.May(visit.Caller, CalendarFeed.Court) ? await venues.AllAsync(stop) : [];
        var flash = done switch { "made" => t["Your link is ready. Paste it into your calendar."], "renewed" => t["The link is another one now. Paste it again where you want to see it."], "ended" => t["The link is ended."], _ => null };
        return new RazorComponentResult<CalendarsPage>(new { Mine = await MineAsync(stop), Venues = courts, IsCoach = KeepingFeeds.May(visit.Caller, CalendarFeed.Coach), Done = flash?.Value, Fault = fault })
        {
            StatusCode = fault is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }

    private async Task<IResult> MakeAsync(IFormCollection form, CancellationToken stop)
    {
        var (_, refusal) = await keeping.MakeAsync(form["kind"], Guid.TryParse(form["court"], out var court) ? court : null, stop);
        if (refusal is { Status: StatusCodes.Status400BadRequest }) return await ShowAsync(null, refusal.Said(t), stop);
        return refusal is not null ? refusal : Results.Redirect($"{Path}?done=made");
    }

    private async Task<IResult> ExchangeAsync(Guid id, CancellationToken stop) => await keeping.RenewAsync(id, stop) is { } refusal ? refusal : Results.Redirect($"{Path}?done=renewed");

    private async Task<IResult> EndAsync(Guid id, CancellationToken stop) => await keeping.RevokeAsync(id, stop) is { } refusal ? refusal : Results.Redirect($"{Path}?done=ended");

    private async Task<IResult> DeleteAsync(Guid id, CancellationToken stop) => await keeping.RevokeAsync(id, stop) is { } refusal ? refusal : TypedResults.NoContent();

    private async Task<IResult> MakeAsync(Request request, CancellationToken stop)
    {
        var (id, refusal) = await keeping.MakeAsync(request.Kind, request.CourtId, stop);
        return refusal is not null ? refusal : TypedResults.Ok((await MineAsync(stop)).First(one => one.Id == id));
    }

    private async Task<IResult> RenewAsync(Guid id, CancellationToken stop) =>
        await keeping.RenewAsync(id, stop) is { } refusal ? refusal : TypedResults.Ok((await MineAsync(stop)).First(one => one.Id == id));

    private async Task<IReadOnlyList<CalendarView>> MineAsync(CancellationToken stop)
    {
        var mine = new List<CalendarView>();
        var courts = (await venues.AllAsync(stop)).SelectMany(venue => venue.Courts.Select(court => (court.Id, Name: $"{court.Name} · {venue.Name}"))).ToDictionary(court => court.Id, court => court.Name);
        foreach (var feed in await keeping.MineAsync(stop))
        {
            // A calendar that the role no longer brings opens nothing and is not offered.
            if (!KeepingFeeds.May(visit.Caller, feed.Kind)) continue;
            Guid? court = feed.Kind == CalendarFeed.Court ? feed.SubjectId : null;
            var address = visit.Origin + CalendarFeed.Link(feed.Id, await keys.ForAsync(feed.Id, feed.Turn, stop));
            mine.Add(new CalendarView(feed.Id, feed.Kind, court, court is null ? null : courts.GetValueOrDefault(court.Value), address, $"webcal{address[address.IndexOf("://", StringComparison.Ordinal)..]}", feed.MadeAt));
        }
        return mine;
    }
}

/// <summary>A calendar's link as its holder sees it.</summary>
/// <param name="Kind"><c>player</c>, <c>coach</c> or <c>court</c>.</param>
/// <param name="Address">To paste into a calendar program; whoever has it sees the calendar.</param>
/// <param name="WebcalAddress">The same for programs that open such links by themselves.</param>
public sealed record CalendarView(Guid Id, string Kind, Guid? CourtId, string? CourtName, string Address, string WebcalAddress, DateTimeOffset MadeAt);
