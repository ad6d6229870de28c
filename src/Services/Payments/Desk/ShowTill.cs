using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Payments.Desk;

/// <summary>A venue's drawer: opened with a float, moved, counted and closed; and what earlier ones came to.</summary>
internal sealed class ShowTill(TillBook tills, IVenues venues, IStringLocalizer<PaymentsWords> t)
{
    public const string Path = "/desk/till";

    public static string PathOf(Guid venueId) => $"{Path}?venue={venueId}";

    public static string SheetOf(Guid tillId) => $"/desk/tills/{tillId}";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? venue, string? done, ShowTill page, CancellationToken stop) => page.PageAsync(venue, done, TakingForm.Empty, stop)).Needs(Ability.TakePayments);
        doors.Club.MapPost($"{Path}/open", (IFormCollection form, ShowTill page, CancellationToken stop) => page.OpenAsync(form, stop)).MovesMoney().Needs(Ability.TakePayments);
        doors.Club.MapGet("/desk/tills/{id:guid}", (Guid id, string? done, ShowTill page, CancellationToken stop) => page.SheetAsync(id, done, TakingForm.Empty, stop)).Needs(Ability.TakePayments);
        doors.Club.MapPost("/desk/tills/{id:guid}/explain", (Guid id, IFormCollection form, ShowTill page, CancellationToken stop) => page.ExplainAsync(id, form, stop)).Needs(Ability.TakePayments);
        doors.Club.MapPost("/desk/tills/{id:guid}/move", (Guid id, IFormCollection form, ShowTill page, CancellationToken stop) => page.MoveAsync(id, form, stop)).MovesMoney().Needs(Ability.TakePayments);
        doors.Club.MapGet("/desk/tills/{id:guid}/close", (Guid id, ShowTill page, CancellationToken stop) => page.CountAsync(id, TakingForm.Empty, stop)).Needs(Ability.TakePayments);
        doors.Club.MapPost("/desk/tills/{id:guid}/close", (Guid id, IFormCollection form, ShowTill page, CancellationToken stop) => page.CloseAsync(id, form, stop)).MovesMoney().Needs(Ability.TakePayments);
    }

    private async Task<IResult> PageAsync(string? wanted, string? done, TakingForm form, CancellationToken stop, int status = StatusCodes.Status200OK)
    {
        var all = await venues.AllAsync(stop);
        if (all.Count == 0) return TypedResults.NotFound();
        var venue = all.FirstOrDefault(one => one.Id.ToString() == wanted || one.Key == wanted) ?? all[0];
        return new RazorComponentResult<TillPage>(new { Venues = all, Venue = venue, Open = await tills.OpenOfAsync(venue.Id, stop), Past = await tills.PastAsync(venue.Id, stop), Form = form, Done = done }) { StatusCode = status };
    }

    private async Task<IResult> OpenAsync(IFormCollection form, CancellationToken stop)
    {
        var typed = TakingForm.Read(form);
        if (!Guid.TryParse(typed["venue"], out var venueId) || await venues.FindAsync(venueId, stop) is not { } venue) return TypedResults.NotFound();
        if (MoneyInput.Parse(typed["float"], venue.Currency) is not { } minor) return await PageAsync(typed["venue"], null, typed.Wrong("float", t["An amount is needed, such as 100.00; 0 for an empty drawer."]), stop, StatusCodes.Status400BadRequest);
        var (_, refusal) = await tills.OpenAsync(venueId, minor, stop);
        return refusal is null ? Results.Redirect($"{PathOf(venueId)}&done=opened") : await PageAsync(typed["venue"], null, typed with { Refusal = refusal.Said(t) }, stop, refusal.Status);
    }

    private async Task<IResult> MoveAsync(Guid id, IFormCollection form, CancellationToken stop)
    {
        if (await tills.ReadAsync(id, stop) is not { } sheet) return TypedResults.NotFound();
        var typed = TakingForm.Read(form);
        var minor = MoneyInput.Parse(typed["amount"], sheet.Till.Currency);
        var wrong = minor is not > 0 ? typed.Wrong("amount", t["An amount is needed, such as 12.50."])
            : typed["reason"].Length is 0 or > TillBook.LongestReason ? typed.Wrong("reason", t["Please say what for: it stands in the day's report."]) : null;
        if (wrong is not null) return await PageAsync(sheet.Till.VenueId.ToString(), null, wrong, stop, StatusCodes.Status400BadRequest);
        return await tills.MoveAsync(id, typed["direction"] == "in", minor!.Value, typed["reason"], stop) is { } refusal
            ? await PageAsync(sheet.Till.VenueId.ToString(), null, typed with { Refusal = refusal.Said(t) }, stop, refusal.Status)
            : Results.Redirect($"{PathOf(sheet.Till.VenueId)}&done=moved");
    }

    private async Task<IResult> CountAsync(Guid id, TakingForm form, CancellationToken stop, int status = StatusCodes.Status200OK)
    {
        if (await tills.ReadAsync(id, stop) is not { } sheet) return TypedResults.NotFound();
        return sheet.Till.IsOpen ? new RazorComponentResult<ClosePage>(new { Sheet = sheet, Form = form }) { StatusCode = status } : Results.Redirect(SheetOf(id));
    }

    private async Task<IResult> CloseAsync(Guid id, IFormCollection form, CancellationToken stop)
    {
        if (await tills.ReadAsync(id, stop) is not { } sheet) return TypedResults.NotFound();
        var typed = TakingForm.Read(form);
        var counts = Denominations.Read(form, sheet.Till.Currency);
        var total = typed["counted"].Length == 0 ? null : MoneyInput.Parse(typed["counted"], sheet.Till.Currency);
        var wrong = counts is null ? typed with { Refusal = t["How many of each: whole numbers, please."] }
            : typed["counted"].Length > 0 && total is null ? typed.Wrong("counted", t["An amount is needed, such as 12.50."])
            : counts.Count == 0 && total is null ? typed.Wrong("counted", t["Count the coins and notes, or type what they come to."])
            : counts.Count > 0 && total is { } sum && sum != Denominations.Sum(counts) ? typed.Wrong("counted", t["The coins and notes come to {0}.", MoneyText.Format(sheet.Till.Of(Denominations.Sum(counts)))])
            : typed["note"].Length > TillBook.LongestReason ? typed.Wrong("note", t["At most 200 characters."]) : null;
        if (wrong is not null) return await CountAsync(id, wrong, stop, StatusCodes.Status400BadRequest);

        var (_, refusal) = await tills.CloseAsync(id, total ?? Denominations.Sum(counts!), counts!.Count > 0 ? Denominations.Write(counts) : null, typed["note"].Length > 0 ? typed["note"] : null, stop);
        // Somebody else was faster: their count stands, and is shown.
        return refusal is null || refusal == DeskRefusals.ClosedBefore ? Results.Redirect($"{SheetOf(id)}{(refusal is null ? "" : "?done=before")}") : TypedResults.NotFound();
    }

    private async Task<IResult> ExplainAsync(Guid id, IFormCollection form, CancellationToken stop)
    {
        var typed = TakingForm.Read(form);
        if (typed["reason"].Length is 0 or > TillBook.LongestReason) return await SheetAsync(id, null, typed.Wrong("reason", t["Please say what happened, in at most 200 characters."]), stop, StatusCodes.Status400BadRequest);
        return await tills.ExplainAsync(id, typed["reason"], stop) is not { } refusal ? Results.Redirect($"{SheetOf(id)}?done=explained")
            : await SheetAsync(id, null, typed with { Refusal = refusal.Said(t) }, stop, refusal.Status);
    }

    private async Task<IResult> SheetAsync(Guid id, string? done, TakingForm form, CancellationToken stop, int status = StatusCodes.Status200OK) =>
        await tills.ReadAsync(id, stop) is { } sheet ? new RazorComponentResult<TillSheetPage>(new { Sheet = sheet, Form = form, Done = done }) { StatusCode = status } : TypedResults.NotFound();
}
