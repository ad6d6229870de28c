using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>The card company's page: in Development only, where somebody plays the payer and the card company alike.</summary>
internal static class ShowCardPage
{
    internal sealed record Choice(string? Outcome);

    internal sealed record Answer(string Reference, DateTimeOffset AnswersAt);

    public static string PathOf(string reference) => $"/pay/card/{reference}";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/pay/card/{reference}", ShowAsync);
        doors.Club.MapPost("/pay/card/{reference}", ChooseAsync);
        doors.Api.MapPost("/dev/card/{reference}", ChooseByProgramAsync).WithSummary("Development only: decide a card payment (pay, decline, slow, late, weak)");
    }

    private static async Task<IResult> ShowAsync(string reference, DevCardCompany company, CurrentTenant tenant, CancellationToken stop) =>
        await company.FindAsync(tenant.Info.Id, reference, stop) is { } payment
            ? new RazorComponentResult<CardPage>(new
            {
                payment.Reference,
                ToPay = payment.Amount,
                payment.Description,
                payment.ReturnUrl,
                Used = payment.Outcome is not null,
                payment.IsHold,
                payment.KeepsMethod,
                AtBank = payment.AskedBankAt is not null,
            })
            : Refusal.NotFound("This card payment");

    private static async Task<IResult> ChooseAsync(string reference, [FromForm] string? outcome, ChooseOutcome choosing, DevCardCompany company, CurrentTenant tenant, CancellationToken stop)
    {
        // The bank wants the payer to confirm: the same page goes on as the bank's.
        if (outcome == "verify") await company.AskBankAsync(tenant.Info.Id, reference, stop);
        if (CardOutcome.Find(outcome) is not { } chosen) return Results.LocalRedirect(PathOf(reference));
        var (payment, _) = await choosing.ChooseAsync(reference, chosen, stop);
        // Used before, by a double click or the back button: the payer goes on as after the first time.
        return payment is null ? Refusal.NotFound("This card payment") : Results.Redirect(payment.ReturnUrl);
    }

    private static async Task<IResult> ChooseByProgramAsync(string reference, Choice choice, ChooseOutcome choosing, CancellationToken stop)
    {
        if (CardOutcome.Find(choice.Outcome) is not { } chosen) return Refusal.Malformed("outcome", "One of pay, decline, slow, late, weak.");
        var (payment, refusal) = await choosing.ChooseAsync(reference, chosen, stop);
        return refusal is null ? Results.Ok(new Answer(reference, payment!.AnswersAt!.Value)) : refusal;
    }
}
