using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Closures;
using PadelSaaS.Booking.Pages.Desk;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.UseCases.Desk;

/// <summary>Staff see what is closed at a venue, close more after seeing what that breaks, undo it while nobody was told, and open again.</summary>
internal static class ManageClosures
{
    private const int Most = 200;

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/manage/venues/{key}/closures", ListAsync).Needs(Access.Manage);
        doors.Club.MapGet("/manage/venues/{key}/closures/new", NewAsync).Needs(Access.Manage);
        doors.Club.MapPost("/manage/venues/{key}/closures/new", SubmitAsync).MovesMoney().Needs(Access.Manage);
        doors.Club.MapPost("/manage/venues/{key}/closures/{id:guid}/undo", UndoAsync).Needs(Access.Manage);
        doors.Club.MapPost("/manage/venues/{key}/closures/{id:guid}/reopen", ReopenAsync).Needs(Access.Manage);
    }

    public static string PathOf(VenueCard venue) => $"/manage/venues/{Uri.EscapeDataString(venue.Key)}/closures";

    private static async Task<IResult> ListAsync(string key, string? done, IVenues venues, UnitOfWork work, TimeProvider clock, CancellationToken stop) =>
        await FindAsync(key, venues, stop) is { } venue ? await PageAsync(venue, done, null, [], work, clock, stop) : Refusals.NoVenue;

    private static async Task<IResult> NewAsync(string key, string? from, string? until, Guid? court, IVenues venues, TimeProvider clock, CancellationToken stop)
    {
        if (await FindAsync(key, venues, stop) is not { } venue) return Refusals.NoVenue;
        var form = ClosureForm.Fresh(venue, clock.GetUtcNow());
        if (court is not null) form = form with { Which = ClosureForm.SomeCourts, Courts = [court.Value] };
        return Page(form with { From = from ?? form.From, Until = until ?? form.Until }, venue, StatusCodes.Status200OK);
    }

    private static async Task<IResult> SubmitAsync(
        string key, IFormCollection posted, IVenues venues, Closing closing, Visit visit, IStringLocalizer<BookingWords> t, TimeProvider clock, CancellationToken stop)
    {
        if (await FindAsync(key, venues, stop) is not { } venue) return Refusals.NoVenue;
        var form = ClosureForm.Read(posted, venue);
        var (wish, refusal) = CloseCourts.Read(form.AsRequest(venue), venue, visit, clock);
        if (wish is null) return Page(form with { Error = t[refusal!.Sentence] }, venue, refusal.Status);

        if (posted["do"] != "close")
        {
            var broken = await closing.PreviewAsync(wish, stop);
            form = form with { InTheWay = broken, IsLookedAt = true, Decisions = ForAll(posted["do"].ToString(), broken) ?? form.Decisions };
            var back = broken.Where(impact => form.Decisions.For(impact) is Decisions.Refund or Decisions.Credit).Sum(impact => impact.Refund.AmountMinor);
            var over = await closing.LookAsync(new Money(back, venue.Currency), stop);
            return Page(form with { Error = over?.Sentence }, venue, StatusCodes.Status200OK);
        }
        var outcome = await closing.CloseAsync(wish, form.Decisions.Decided(), stop);
        return outcome.Refusal is { } no
            ? Page(form with { InTheWay = outcome.InTheWay, IsLookedAt = true, Error = t[no.Sentence] }, venue, no.Status)
            : Results.Redirect($"{PathOf(venue)}?done=closed");
    }

    // One decision for all of them; who cannot have credit keeps what suggests itself.
    private static Decisions? ForAll(string pressed, IReadOnlyList<Impact> broken) => pressed switch
    {
        "suggested" => Decisions.None,
        "refund" => new(broken.ToDictionary(impact => impact.Booking.Id, _ => Decisions.Refund)),
        "credit" => new(broken.Where(impact => impact.NoCredit is null).ToDictionary(impact => impact.Booking.Id, _ => Decisions.Credit)),
        _ => null,
    };

    private static async Task<IResult> UndoAsync(
        string key, Guid id, IVenues venues, Undoing undoing, UnitOfWork work, IStringLocalizer<BookingWords> t, TimeProvider clock, CancellationToken stop)
    {
        if (await FindAsync(key, venues, stop) is not { } venue) return Refusals.NoVenue;
        var undone = await undoing.UndoAsync(venue.Id, id, stop);
        if (undone.Refusal is { Status: StatusCodes.Status404NotFound }) return undone.Refusal;
        if (undone.Refusal is null && undone.Failed.Count == 0) return Results.Redirect($"{PathOf(venue)}?done=undone");
        return await PageAsync(venue, null, undone.Refusal is null ? null : t[undone.Refusal.Sentence].Value, undone.Failed, work, clock, stop, undone.Refusal?.Status);
    }

    private static async Task<IResult> ReopenAsync(
        string key, Guid id, IVenues venues, Reopening reopening, UnitOfWork work, IStringLocalizer<BookingWords> t, TimeProvider clock, CancellationToken stop)
    {
        if (await FindAsync(key, venues, stop) is not { } venue) return Refusals.NoVenue;
        return await reopening.ReopenAsync(venue.Id, id, stop) switch
        {
            null => Results.Redirect($"{PathOf(venue)}?done=reopened"),
            { Status: StatusCodes.Status404NotFound } none => none,
            var refusal => await PageAsync(venue, null, t[refusal.Sentence], [], work, clock, stop, refusal.Status),
        };
    }

    private static async Task<VenueCard?> FindAsync(string key, IVenues venues, CancellationToken stop) => (await venues.AllAsync(stop)).FirstOrDefault(venue => venue.Key == key);

    private static async Task<IResult> PageAsync(
        VenueCard venue, string? done, string? refusal, IReadOnlyList<NotRestored> failed, UnitOfWork work, TimeProvider clock, CancellationToken stop, int? status = null)
    {
        var now = clock.GetUtcNow();
        await work.BeginAsync(stop);
        var rows = await work.Model<BookingModel>().Closures.AsNoTracking().Where(row => row.VenueId == venue.Id && row.EndsAt > now.AddDays(-30))
            .OrderBy(row => row.StartsAt).Take(Most).ToListAsync(stop);
        var broken = new Dictionary<Guid, int>();
        await using (var count = work.Command("select closure_id, count(*)::int from closure_decisions where closure_id = any($1) and undone_at is null group by closure_id", rows.Select(row => row.Id).ToArray()))
        await using (var reader = await count.ExecuteReaderAsync(stop))
            while (await reader.ReadAsync(stop)) broken.Add(reader.GetGuid(0), reader.GetInt32(1));
        var standing = await Standing.ReadAsync(work, [.. rows.Select(row => row.Id)], now, stop);
        await work.RollbackAsync();
        return new RazorComponentResult<ClosuresPage>(new { Venue = venue, Standing = standing, Closures = (IReadOnlyList<Closure>)rows, Broken = (IReadOnlyDictionary<Guid, int>)broken, Now = now, Done = done, Refusal = refusal, Failed = failed })
        {
            StatusCode = status ?? StatusCodes.Status200OK,
        };
    }

    private static RazorComponentResult<NewClosurePage> Page(ClosureForm form, VenueCard venue, int status) => new(new { Form = form, Venue = venue }) { StatusCode = status };
}
