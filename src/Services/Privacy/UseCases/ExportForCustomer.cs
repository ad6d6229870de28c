using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Privacy.Pages;

namespace PadelSaaS.Privacy.UseCases;

/// <summary>
/// A customer asked at the desk for what the club keeps about them. Whoever works there has it made; it goes to the customer's verified address, and only the
/// customer, signed in, opens it. The club's hands never hold it.
/// </summary>
internal sealed class ExportForCustomer(Exporting exporting, IPeople people, IAccounts accounts, UnitOfWork work, Visit visit, TimeProvider clock)
{
    /// <param name="State">As of the customer's own request: <c>asked</c>, <c>ready</c>, <c>expired</c> or <c>failed</c>.</param>
    /// <param name="Email">Where the way to it is sent.</param>
    /// <param name="Next">From when another may be made, where that is not now.</param>
    internal sealed record Answer(Guid Id, string State, DateTimeOffset AskedAt, DateTimeOffset? Until, DateTimeOffset? Next, string Email);

    public static string PathOf(Guid customer) => $"/manage/customers/{customer}/export";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/manage/customers/{id:guid}/export", (Guid id, string? done, ExportForCustomer export, CancellationToken stop) => export.ShowAsync(id, done, null, stop)).Needs(Ability.ManageCustomers).ByHolderAlone();
        doors.Club.MapPost("/manage/customers/{id:guid}/export", (Guid id, IFormCollection form, ExportForCustomer export, CancellationToken stop) => export.SubmitAsync(id, form, stop)).Costs(Effort.Export).Needs(Ability.ManageCustomers).ByHolderAlone();
        doors.Api.MapPost("/customers/{id:guid}/export", (Guid id, ExportForCustomer export, CancellationToken stop) => export.AnswerAsync(id, stop)).Costs(Effort.Export).Needs(Ability.ManageCustomers).ByHolderAlone().Idempotent()
            .WithName("ExportForCustomer").WithSummary("Have a customer sent what the club keeps about them, at their verified address").Produces<Answer>(202).ProducesProblem(404).ProducesProblem(409);
    }

    private async Task<IResult> ShowAsync(Guid id, string? done, Refusal? refusal, CancellationToken stop)
    {
        if (await FindAsync(id, stop) is not var (name, account)) return Refusals.NoCustomer;
        var latest = account is null ? null : await exporting.LatestAsync(account.Id, stop);
        return new RazorComponentResult<ExportForCustomerPage>(new { Customer = id, Name = name, account?.Email, Export = latest, Now = clock.GetUtcNow(), Done = done, Error = refusal?.Sentence })
        {
            StatusCode = refusal?.Status ?? StatusCodes.Status200OK,
        };
    }

    private async Task<IResult> SubmitAsync(Guid id, IFormCollection form, CancellationToken stop)
    {
        if (form["sure"] != "yes") return await ShowAsync(id, null, Refusal.Malformed("sure", "Please say that you are sure."), stop);
        var (_, _, refusal) = await AskAsync(id, stop);
        if (refusal is null) return Results.LocalRedirect($"{PathOf(id)}?done=asked");
        return refusal == Refusals.NoCustomer ? refusal : await ShowAsync(id, null, refusal, stop);
    }

    private async Task<IResult> AnswerAsync(Guid id, CancellationToken stop)
    {
        var (export, email, refusal) = await AskAsync(id, stop);
        if (refusal is not null) return refusal;
        return TypedResults.Accepted((string?)null, new Answer(export!.Id, export.State, export.AskedAt, export.Until, export.NextAt(clock.GetUtcNow()), email!));
    }

    private async Task<(DataExport? Export, string? Email, Refusal? Refusal)> AskAsync(Guid id, CancellationToken stop)
    {
        if (await FindAsync(id, stop) is not var (_, account)) return (null, null, Refusals.NoCustomer);
        if (account is null) return (null, null, Refusals.NoVerifiedEmail);
        var (export, refusal) = await exporting.AskAsync(account.Id, account.Language, stop, by: visit.Caller.AccountId);
        return (export, account.Email, refusal);
    }

    // Of several accounts that the club takes for one customer: one that proved its address. The others proved nothing of this one's and have their own.
    private async Task<(string Name, AccountCard? Account)?> FindAsync(Guid customer, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var person = await people.OfCustomerAsync(customer, stop);
        AccountCard? proved = null;
        foreach (var one in person?.Accounts ?? [])
            if (proved is null && await accounts.FindAsync(one, stop) is { IsVerified: true } account) proved = account;
        await work.RollbackAsync();
        return person is null ? null : (person.Names is [var name, ..] ? name : "", proved);
    }
}
