using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Payments.Desk;

/// <summary>What is owed to the club, and letting go of it.</summary>
internal sealed class ShowDue(DueList list, LettingGo letting, IStringLocalizer<PaymentsWords> t)
{
    public const string Path = "/manage/payments/due";

    /// <param name="AmountMinor">What is due, as whoever decides has seen it.</param>
    internal sealed record LetGoRequest(long? AmountMinor, string? Reason);

    internal sealed record Answer(IReadOnlyList<DueLine> Due, IReadOnlyList<Money> Sums);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? kind, string? age, string? done, ShowDue page, CancellationToken stop) => page.PageAsync(kind, age, done == "let_go", null, StatusCodes.Status200OK, stop)).Needs(Ability.TakePayments);
        doors.Club.MapPost($"{Path}/{{bookingId:guid}}/let-go", (Guid bookingId, IFormCollection form, ShowDue page, CancellationToken stop) => page.LetGoAsync(bookingId, form, stop)).MovesMoney().Needs(Ability.TakePayments);
        doors.Api.MapGet(Path, async (string? kind, string? age, ShowDue page, CancellationToken stop) => await page.AnswerAsync(kind, age, stop)).Needs(Ability.TakePayments)
            .WithSummary("What is owed to the club: unpaid bookings and fees, shares past their deadline, memberships whose payment was refused").Produces<Answer>().ProducesProblem(400);
        doors.Api.MapPost("/desk/bookings/{id:guid}/let-go", (Guid id, LetGoRequest request, ShowDue page, CancellationToken stop) => page.LetGoAsync(id, request, stop)).MovesMoney().Needs(Ability.TakePayments).Idempotent()
            .WithSummary("Let go of what is due for a booking, with a reason and within one's limit").Produces(204).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    /// <summary>The sum of each currency.</summary>
    public static IReadOnlyList<Money> SumsOf(IReadOnlyList<DueLine> lines) => [.. lines.GroupBy(line => line.Amount.Currency).Select(same => new Money(same.Sum(line => line.Amount.AmountMinor), same.Key))];

    private async Task<IResult> AnswerAsync(string? kind, string? age, CancellationToken stop)
    {
        if (kind is not null && !DueKind.All.Contains(kind)) return Refusal.Malformed("kind", "One of booking, no_show, late_cancel, share and membership.");
        if (age is not null && !DueAge.Named.Contains(age)) return Refusal.Malformed("age", "One of all, week and month.");
        var lines = await list.ReadAsync(kind, age, stop);
        return Results.Ok(new Answer(lines, SumsOf(lines)));
    }

    private async Task<IResult> LetGoAsync(Guid id, LetGoRequest request, CancellationToken stop)
    {
        if (request.AmountMinor is not { } amount || amount <= 0) return Refusal.Malformed("amountMinor", "What is due is needed, as you have seen it.");
        if (Reason(request.Reason) is not { } reason) return Refusal.Malformed("reason", "A reason of at most 200 characters is needed.");
        return await letting.LetGoAsync(id, amount, reason, stop) is { } refusal ? refusal : Results.NoContent();
    }

    private async Task<IResult> LetGoAsync(Guid bookingId, IFormCollection form, CancellationToken stop)
    {
        var (kind, age) = (form["kind"].ToString(), form["age"].ToString());
        if (!long.TryParse(form["due"], NumberStyles.None, CultureInfo.InvariantCulture, out var due)) return TypedResults.BadRequest();
        if (Reason(form["reason"]) is not { } reason) return await PageAsync(kind, age, false, t["Please say why: it is kept with the booking."], StatusCodes.Status400BadRequest, stop);
        var refusal = await letting.LetGoAsync(bookingId, due, reason, stop);
        if (refusal is { Status: StatusCodes.Status404NotFound }) return TypedResults.NotFound();
        if (refusal is not null) return await PageAsync(kind, age, false, refusal.Said(t), refusal.Status, stop);
        return Results.Redirect(Path + QueryString.Create(new Dictionary<string, string?> { ["kind"] = Known(kind, DueKind.All), ["age"] = Known(age, DueAge.Named), ["done"] = "let_go" }.Where(part => part.Value is not null)));
    }

    private async Task<IResult> PageAsync(string? kind, string? age, bool done, string? refusal, int status, CancellationToken stop)
    {
        var (oneKind, oneAge) = (Known(kind, DueKind.All), Known(age, DueAge.Named));
        return new RazorComponentResult<DuePage>(new { Lines = await list.ReadAsync(oneKind, oneAge, stop), Kind = oneKind, Age = oneAge, Done = done, Refusal = refusal }) { StatusCode = status };
    }

    private static string? Known(string? asked, IReadOnlyList<string> names) => asked is not null && names.Contains(asked) ? asked : null;

    private static string? Reason(string? typed) =>
        typed?.Replace("\0", "", StringComparison.Ordinal).Trim() is { Length: > 0 and <= HandingBack.LongestReason } reason ? reason : null;
}
