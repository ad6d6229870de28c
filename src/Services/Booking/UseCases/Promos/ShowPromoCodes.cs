using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Booking.Pages.Promos;
using PadelSaaS.Booking.Promos;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Promos;

/// <summary>The pages on which an owner sees how codes are used, makes one, changes and stops it.</summary>
internal sealed class ShowPromoCodes(PromoCodes codes, IVenues venues, IStringLocalizer<BookingWords> t)
{
    public const string Path = "/manage/promo-codes";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? done, ShowPromoCodes page, CancellationToken stop) => page.ListAsync(done, stop)).Needs(Ability.ManagePrices);
        doors.Club.MapGet($"{Path}/new", (ShowPromoCodes page, CancellationToken stop) => page.PageAsync(null, PromoForm.New, StatusCodes.Status200OK, stop)).Needs(Ability.ManagePrices);
        doors.Club.MapPost($"{Path}/new", (IFormCollection form, ShowPromoCodes page, CancellationToken stop) => page.SaveAsync(null, form, stop)).Needs(Ability.ManagePrices);
        doors.Club.MapGet($"{Path}/{{id:guid}}", (Guid id, ShowPromoCodes page, CancellationToken stop) => page.ShowAsync(id, stop)).Needs(Ability.ManagePrices);
        doors.Club.MapPost($"{Path}/{{id:guid}}", (Guid id, IFormCollection form, ShowPromoCodes page, CancellationToken stop) => page.SaveAsync(id, form, stop)).Needs(Ability.ManagePrices);
    }

    private async Task<IResult> ListAsync(string? done, CancellationToken stop) => new RazorComponentResult<PromoCodesPage>(new { Codes = await codes.ListAsync(stop), Done = done });

    private async Task<IResult> ShowAsync(Guid id, CancellationToken stop) =>
        await codes.FindAsync(id, stop) is { } code ? await PageAsync(code, PromoForm.Of(code), StatusCodes.Status200OK, stop) : TypedResults.NotFound();

    private async Task<IResult> SaveAsync(Guid? id, IFormCollection sent, CancellationToken stop)
    {
        var seen = id is { } known ? await codes.FindAsync(known, stop) : null;
        if (id is not null && seen is null) return TypedResults.NotFound();

        var (form, checks) = (PromoForm.Read(sent), new Checks());
        // Stopping needs nothing of what is typed.
        var stopping = seen is not null && sent["do"].ToString() is "stop" or "resume";
        var input = stopping ? PromoInput.Of(seen!) with { Active = sent["do"] == "resume" } : form.Input(checks, codes.Currency, seen?.Active ?? true, text => t[text]);
        checks.That(await codes.AreOursAsync(stopping ? null : input.CourtIds, stop), "courtIds", t["This court does not exist."]);
        if (!checks.Pass) return await PageAsync(seen, form.With(checks), StatusCodes.Status400BadRequest, stop);

        var revision = stopping ? seen!.Revision : int.TryParse(form["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? typed : 0;
        var (_, refusal) = seen is null ? await codes.AddAsync(input, stop) : await codes.ChangeAsync(seen.Id, revision, input, stop);
        if (refusal is null) return Results.Redirect($"{Path}?done={(stopping ? input.Active ? "resumed" : "stopped" : "saved")}");
        var refused = refusal.Field is { } field ? form with { Errors = new Dictionary<string, string> { [field] = t[refusal.Sentence] } } : form with { Refusal = t[refusal.Sentence] };
        return await PageAsync(seen, refused, refusal.Status, stop);
    }

    private async Task<IResult> PageAsync(PromoCode? code, PromoForm form, int status, CancellationToken stop) =>
        new RazorComponentResult<PromoCodePage>(new { Code = code, Form = form, Venues = await venues.AllAsync(stop), codes.Currency }) { StatusCode = status };
}
