using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Privacy.Pages;

namespace PadelSaaS.Privacy.UseCases;

/// <summary>A customer or guest asked the club to be forgotten: the club does it, and has a receipt that names nobody.</summary>
internal static class EraseCustomer
{
    internal sealed record Answer(Guid Id, string State, DateTimeOffset AskedAt, DateTimeOffset? ErasedAt, DateTimeOffset? FinishedAt, IReadOnlyList<Handled> Handled);

    public static string PathOf(Guid customer) => $"/manage/customers/{customer}/erase";

    public static string ReceiptOf(Guid id) => $"/manage/erasures/{id}";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/manage/customers/{id:guid}/erase", ShowAsync).Needs(Ability.ManageCustomers);
        doors.Club.MapPost("/manage/customers/{id:guid}/erase", SubmitAsync).Needs(Ability.ManageCustomers);
        doors.Club.MapGet("/manage/erasures/{id:guid}", ReceiptAsync).Needs(Ability.ManageCustomers);
        doors.Api.MapPost("/customers/{id:guid}/erase", HandleAsync).Needs(Ability.ManageCustomers).Idempotent()
            .WithSummary("Erase a customer with all that is known of them; what has to be ended first is named").Produces<Answer>(202).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapGet("/erasures/{id:guid}", AnswerAsync).Needs(Ability.ManageCustomers)
            .WithSummary("What was erased, and what was kept and why").Produces<Answer>().ProducesProblem(404);
    }

    private static async Task<IResult> ShowAsync(Guid id, Erasing erasing, CancellationToken stop) =>
        await erasing.ProspectAsync(id, stop) is { } prospect ? Page(id, prospect, null, StatusCodes.Status200OK) : Refusals.NoCustomer;

    private static async Task<IResult> SubmitAsync(Guid id, IFormCollection form, Visit visit, Erasing erasing, CancellationToken stop)
    {
        if (visit.Caller.Impersonator is not null) return Refusal.Forbidden();
        if (await erasing.ProspectAsync(id, stop) is not { } prospect) return Refusals.NoCustomer;
        if (prospect.Obstacles.Count > 0) return Page(id, prospect, null, StatusCodes.Status409Conflict);
        if (form["sure"] != "yes") return Page(id, prospect, "Please say that you are sure.", StatusCodes.Status400BadRequest);
        return Results.LocalRedirect(ReceiptOf(await erasing.AskAsync(prospect.Person, byHolder: false, stop)));
    }

    private static async Task<IResult> HandleAsync(Guid id, Visit visit, Erasing erasing, CancellationToken stop)
    {
        if (visit.Caller.Impersonator is not null) return Refusal.Forbidden();
        if (await erasing.ProspectAsync(id, stop) is not { } prospect) return Refusals.NoCustomer;
        if (prospect.Obstacles.Count > 0) return Refusals.InTheWay(prospect.Obstacles);
        var erasure = await erasing.AskAsync(prospect.Person, byHolder: false, stop);
        return TypedResults.Accepted($"/api/v1/erasures/{erasure}", Of((await erasing.FindAsync(erasure, stop))!));
    }

    private static async Task<IResult> AnswerAsync(Guid id, Erasing erasing, CancellationToken stop) =>
        await erasing.FindAsync(id, stop) is { } erasure ? TypedResults.Ok(Of(erasure)) : Refusals.NoErasure;

    private static async Task<IResult> ReceiptAsync(Guid id, Erasing erasing, CancellationToken stop) =>
        await erasing.FindAsync(id, stop) is { } erasure ? new RazorComponentResult<ReceiptPage>(new { Erasure = erasure, Back = "/manage/customers" }) : Refusals.NoErasure;

    private static Answer Of(Erasure erasure) => new(erasure.Id, erasure.State, erasure.AskedAt, erasure.ErasedAt, erasure.FinishedAt, erasure.Handled);

    private static RazorComponentResult<ErasePage> Page(Guid id, Prospect prospect, string? error, int status) =>
        new(new { Customer = id, Name = prospect.Person.Names is [var name, ..] ? name : "", prospect.Obstacles, Error = error }) { StatusCode = status };
}
