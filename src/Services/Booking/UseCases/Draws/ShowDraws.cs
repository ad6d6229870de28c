using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Draws;
using PadelSaaS.Booking.Pages.Draws;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Draws;

/// <summary>The pages of draws: which times are drawn, entering one, and the result with all that is needed to check it.</summary>
internal static class ShowDraws
{
    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/draws", ListAsync);
        doors.Club.MapGet("/draws/{id:guid}", OneAsync);
        doors.Club.MapPost("/draws/{id:guid}/enter", EnterAsync).NeedsAccount();
        doors.Club.MapPost("/draws/entries/{id:guid}/withdraw", WithdrawAsync).NeedsAccount();
    }

    private static async Task<IResult> ListAsync(string? venue, IVenues venues, FindingDraws finding, TimeProvider clock, CancellationToken stop)
    {
        var all = await venues.AllAsync(stop);
        if (all.Count == 0) return Results.Redirect("/book");
        var chosen = all.FirstOrDefault(one => one.Key == venue) ?? all.FirstOrDefault(one => one.Rules.Policy.Draw is not null) ?? all[0];
        return new RazorComponentResult<DrawListPage>(new { Venues = all, Venue = chosen, Draws = await finding.ListAsync(chosen, stop), Now = clock.GetUtcNow() });
    }

    private static async Task<IResult> OneAsync(Guid id, string? done, FindingDraws finding, TimeProvider clock, CancellationToken stop) =>
        await finding.ReadAsync(id, stop) is { } found ? Page(found, clock, done: done) : DrawRefusals.NoDraw;

    private static async Task<IResult> EnterAsync(Guid id, IFormCollection form, FindingDraws finding, Entering entering, IStringLocalizer<BookingWords> t, TimeProvider clock, CancellationToken stop)
    {
        if (await finding.ReadAsync(id, stop) is not { } found) return DrawRefusals.NoDraw;
        var typed = DrawForm.Read(form);
        var checks = new Checks();
        var request = new EnterDraw.Request([.. typed.Starts.Where(start => start.Length > 0)], typed.DurationMinutes, Guid.TryParse(typed.Court, out var court) ? court : null);
        if (EnterDraw.Wish(request, found.Draw, found.Venue, text => t[text], checks) is not { } wish)
            return Page(found, clock, status: StatusCodes.Status400BadRequest, typed: typed with { Errors = checks.Errors.ToDictionary(error => error.Key, error => error.Value[0]) });
        if (await entering.EnterAsync(id, wish, stop) is not { } refusal) return Results.Redirect($"{found.Draw.Link}?done=entered");
        return Page(await finding.ReadAsync(id, stop) ?? found, clock, refusal.Said(t), refusal.Status, typed: typed);
    }

    private static async Task<IResult> WithdrawAsync(Guid id, FindingDraws finding, Entering entering, IStringLocalizer<BookingWords> t, TimeProvider clock, CancellationToken stop)
    {
        if (await finding.OfEntryAsync(id, stop) is not { } found) return DrawRefusals.NoEntry;
        if (await entering.WithdrawAsync(id, stop) is not { } refusal) return Results.Redirect($"{found.Draw.Link}?done=withdrawn");
        return Page(await finding.ReadAsync(found.Draw.Id, stop) ?? found, clock, t[refusal.Sentence], refusal.Status);
    }

    internal static RazorComponentResult<DrawPage> Page(FoundDraw found, TimeProvider clock, string? refusal = null, int status = StatusCodes.Status200OK, string? done = null, DrawForm? typed = null) =>
        new(new { Found = found, Form = typed ?? DrawForm.Of(found), Refusal = refusal, Done = done, Now = clock.GetUtcNow() }) { StatusCode = status };
}

/// <summary>The form of a draw, as typed.</summary>
public sealed record DrawForm(IReadOnlyList<string> Starts, int DurationMinutes, string Court)
{
    /// <summary>How many starts the page asks for.</summary>
    public const int Choices = 3;

    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    internal static DrawForm Read(IFormCollection form) => new(
        [.. Enumerable.Range(0, Choices).Select(at => form[$"start-{at}"].ToString())], int.TryParse(form["duration"], System.Globalization.CultureInfo.InvariantCulture, out var minutes) ? minutes : 0, form["court"].ToString());

    /// <summary>What most people want: ninety minutes where they are sold.</summary>
    internal static DrawForm Of(FoundDraw found) => new(["", "", ""], found.Venue.Rules.DurationsMinutes.Contains(90) ? 90 : found.Venue.Rules.DurationsMinutes[0], "");
}
