using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Payments.Pages.Shares;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Live;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Payments.Shares;

/// <summary>The organiser's page of a split: who has paid, until when, and what can be done about those who have not. Staff see it too.</summary>
internal sealed class ShowShares(ISplittable bookings, FindingShares finding, ManagingShares managing, PayingShare paying, ShareTelling telling, Visit visit, IStringLocalizer<PaymentsWords> t, TimeProvider clock)
{
    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/bookings/{id:guid}/shares", (Guid id, string? key, ShowShares page, CancellationToken stop) => page.PageAsync(id, key, null, StatusCodes.Status200OK, stop));
        doors.Club.MapPost("/bookings/{id:guid}/shares/{share:guid}", (Guid id, Guid share, IFormCollection form, ShowShares page, CancellationToken stop) => page.ActAsync(id, share, form, stop)).MovesMoney();
        doors.Club.MapPost("/bookings/{id:guid}/shares/{share:guid}/refund", (Guid id, Guid share, IFormCollection form, ShowShares page, CancellationToken stop) => page.GiveBackAsync(id, share, form, stop)).Needs(Ability.TakePayments).MovesMoney();
        // It says that something changed and never what: nobody learns here what they may not see.
        doors.Club.MapGet("/live/split", (Guid booking) => new LiveStream([ShareRoom.LiveTag(booking)]));
    }

    private async Task<IResult> ActAsync(Guid id, Guid share, IFormCollection form, CancellationToken stop)
    {
        var key = KeyIn(form);
        if (await bookings.FindAsync(id, key, stop) is not { } booking) return TypedResults.NotFound();
        Refusal? refusal = null;
        switch (form["do"].ToString())
        {
            case "remind":
                refusal = await managing.RemindAsync(id, share, stop);
                break;
            case "replace":
                var checks = new Checks();
                var (name, email) = (checks.Text(form["name"], "name", 100, t["Please tell us their name."]), string.IsNullOrWhiteSpace(form["email"]) ? null : checks.Email(form["email"], "email", t["Please write an e-mail address, such as name@example.com."]));
                refusal = checks.Pass ? await managing.ReplaceAsync(id, share, name, email, stop) : checks.Refusal() with { Sentence = checks.Errors.First().Value[0] };
                break;
            case "pay" or "again":
                (refusal, var payAt) = await paying.StartAsync(id, share, new Payer(visit.Caller.AccountId ?? booking.Court.Booker.AccountId, booking.Court.Booker.Name, booking.Court.Booker.Email), Path(id, key), null, stop);
                if (payAt is not null) return Results.Redirect(payAt);
                break;
        }
        return refusal is null ? Results.Redirect(Path(id, key)) : await PageAsync(id, key, t[refusal.Sentence], refusal.Status, stop);
    }

    private async Task<IResult> GiveBackAsync(Guid id, Guid share, IFormCollection form, CancellationToken stop) =>
        await managing.GiveBackAsync(id, share, form["reason"], stop) is { } refusal ? await PageAsync(id, null, t[refusal.Sentence], refusal.Status, stop) : Results.Redirect(Path(id, null));

    private async Task<IResult> PageAsync(Guid id, string? key, string? refusal, int status, CancellationToken stop)
    {
        if (await bookings.FindAsync(id, key, stop) is not { } booking) return TypedResults.NotFound();
        if (await finding.SplitAsync(id, stop) is not { } found) return booking.Status == "pending" ? Results.Redirect($"/bookings/{id}/split{Query(key)}") : TypedResults.NotFound();
        var links = new Dictionary<Guid, string>();
        foreach (var share in found.Shares) links[share.Id] = visit.Origin + await telling.LinkAsync(share, stop);
        return new RazorComponentResult<SharesPage>(new { Found = found, Booking = booking, Key = key, Links = links, Now = clock.GetUtcNow(), Refusal = refusal, MayGiveBack = booking.ByStaff && visit.Caller.May(Ability.TakePayments) }) { StatusCode = status };
    }

    private static string? KeyIn(IFormCollection form) => form["key"].ToString() is { Length: > 0 } key ? key : null;

    private static string Path(Guid id, string? key) => $"/bookings/{id}/shares{Query(key)}";

    private static string Query(string? key) => key is null ? "" : $"?key={Uri.EscapeDataString(key)}";
}
