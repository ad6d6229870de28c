using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.People;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Booking.UseCases.People;

/// <summary>The organiser asks friends on the booking's page, reminds them, lets them go, and makes or ends the link to join.</summary>
internal sealed class InvitePeople(Finding finding, Inviting inviting, Sharing sharing, ShowBooking page, IStringLocalizer<BookingWords> t)
{
    public static void Map(Doors doors)
    {
        doors.Club.MapPost("/bookings/{id:guid}/people", (Guid id, IFormCollection form, InvitePeople people, CancellationToken stop) => people.InviteAsync(id, form, stop));
        doors.Club.MapPost("/bookings/{id:guid}/people/{participantId:guid}", (Guid id, Guid participantId, IFormCollection form, InvitePeople people, CancellationToken stop) => people.DoAsync(id, participantId, form, stop));
        doors.Club.MapPost("/bookings/{id:guid}/share", (Guid id, IFormCollection form, InvitePeople people, CancellationToken stop) => people.ShareAsync(id, form, stop));
    }

    private async Task<IResult> InviteAsync(Guid id, IFormCollection form, CancellationToken stop)
    {
        var key = KeyOf(form);
        if (await finding.ReadAsync(id, key, stop) is not var (booking, _)) return TypedResults.NotFound();
        var checks = new Checks();
        var (name, email) = (checks.Optional(form["name"], "name", 100), checks.Email(form["email"], "email", t["Please write an e-mail address, such as name@example.com."]));
        var refusal = checks.Pass ? (await inviting.InviteAsync(booking, name, email, stop)).Refusal : checks.Refusal();
        return refusal is null ? Results.Redirect(BackTo(id, key)) : await page.RefusedAsync(id, key, refusal, stop, new Participant(form["name"], form["email"]));
    }

    private async Task<IResult> DoAsync(Guid id, Guid participantId, IFormCollection form, CancellationToken stop)
    {
        var key = KeyOf(form);
        if (await finding.ReadAsync(id, key, stop) is not var (booking, _)) return TypedResults.NotFound();
        var refusal = form["do"].ToString() == "remind" ? await inviting.RemindAsync(booking, participantId, stop) : await inviting.RemoveAsync(booking, participantId, stop);
        return refusal is null ? Results.Redirect(BackTo(id, key)) : await page.RefusedAsync(id, key, refusal, stop);
    }

    private async Task<IResult> ShareAsync(Guid id, IFormCollection form, CancellationToken stop)
    {
        var key = KeyOf(form);
        if (await finding.ReadAsync(id, key, stop) is not var (booking, _)) return TypedResults.NotFound();
        var refusal = form["do"].ToString() == "revoke" ? await sharing.RevokeAsync(booking, stop) : (await sharing.ShareAsync(booking, stop)).Refusal;
        return refusal is null ? Results.Redirect(BackTo(id, key)) : await page.RefusedAsync(id, key, refusal, stop);
    }

    private static string? KeyOf(IFormCollection form) => form["key"].ToString() is { Length: > 0 } sent ? sent : null;

    private static string BackTo(Guid id, string? key) => $"{Access.Link(id, key)}#people";
}
