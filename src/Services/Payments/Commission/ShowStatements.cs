using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Payments.Accounting;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Terms;

/// <summary>Platform admins see every club's statements of commission, what is due and late, and note what was paid.</summary>
internal sealed class ShowStatements(UnitOfWork work, ITenantStore tenants, Visit visit, TimeProvider clock, IStringLocalizer<AccountingWords> t)
{
    public const string Path = "/commission/statements";
    private const int MostShown = 500;
    private const int LongestReference = 100;
    private static readonly Refusal NoReference = Refusal.Malformed("reference", "The number of the transfer is needed.");
    private static readonly Refusal PaidBefore = Refusal.Conflict("statement_paid", "This statement was noted as paid before.");

    public static void Map(Doors doors)
    {
        doors.Console.MapGet(Path, (string? show, string? done, ShowStatements page, CancellationToken stop) => page.PageAsync(show == "all", done, null, null, stop)).Needs(ConsoleDoor.Ability);
        doors.Console.MapGet(Path + ".csv", (HttpContext http, ShowStatements page, CancellationToken stop) => page.SendAsync(http, stop)).Costs(Effort.Export).Needs(ConsoleDoor.Ability);
        doors.Console.MapGet(Path + "/{id:guid}", (Guid id, ShowStatements page, CancellationToken stop) => page.OneAsync(id, stop)).Needs(ConsoleDoor.Ability);
        doors.Console.MapPost(Path + "/{id:guid}/paid", (Guid id, IFormCollection form, ShowStatements page, CancellationToken stop) => page.PaidAsync(id, form["reference"].ToString(), stop)).Needs(ConsoleDoor.Ability);
    }

    private async Task<IResult> OneAsync(Guid id, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        var found = await FindAsync(id, stop);
        await work.RollbackAsync();
        return found is null ? Refusal.NotFound("This statement") : new RazorComponentResult<ConsoleStatementPage>(new { Of = found });
    }

    private async Task<IResult> PaidAsync(Guid id, string typed, CancellationToken stop)
    {
        var reference = typed.Replace("\0", "", StringComparison.Ordinal).Trim();
        await work.BeginPlatformAsync(stop);
        var refusal = await NoteAsync(id, reference, stop);
        if (refusal is null) await work.CommitAsync(stop);
        else await work.RollbackAsync();
        if (refusal is null) return Results.Redirect($"{Path}?done=paid");
        if (refusal.Status == StatusCodes.Status404NotFound) return refusal;
        var answer = await PageAsync(true, null, t[refusal.Sentence], refusal == NoReference ? id : null, stop);
        answer.StatusCode = refusal.Status;
        return answer;
    }

    // Two who note the same: the second waits for the first and finds it paid. A timer of the club posts it into its books.
    private async Task<Refusal?> NoteAsync(Guid id, string reference, CancellationToken stop)
    {
        if (await FindAsync(id, stop) is not { } found) return Refusal.NotFound("This statement");
        if (reference.Length is 0 or > LongestReference) return NoReference;
        var now = clock.GetUtcNow();
        await using var pay = work.Command("""
            with paid as (update commission_statements set paid_at = $2, paid_by = $3, paid_reference = $4 where id = $1 and paid_at is null returning id, club)
            insert into timers (id, tenant_role, job, key, due_at) select gen_random_uuid(), club, $5, id::text, $2 from paid
            """, id, now, visit.Caller.Name, reference, PostCommissionPaid.Job);
        if (await pay.ExecuteNonQueryAsync(stop) == 0) return PaidBefore;
        var club = await tenants.FindBySchemaAsync(found.Club, stop);
        work.Audit(new Act("commission.paid", "club", $"{club?.Id}", club?.Slug ?? found.ClubName)
        {
            Reason = reference,
            Changes = [new Changed(found.Code, null, string.Create(CultureInfo.InvariantCulture, $"{found.Total.AmountMinor} {found.Total.Currency}"))],
        });
        return null;
    }

    private async Task<RazorComponentResult<StatementsPage>> PageAsync(bool all, string? done, string? refused, Guid? refusedId, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        var lines = await ListAsync(!all, MostShown, stop);
        await work.RollbackAsync();
        return new(new { Lines = lines, All = all, Done = done, Refused = refused, RefusedId = refusedId, Today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime) });
    }

    private async Task<IResult> SendAsync(HttpContext http, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        var lines = await ListAsync(false, Sheet.Most, stop);
        await work.RollbackAsync();
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(Sheet.Of(StatementSheet.Head, lines.SelectMany(StatementSheet.Rows)), Sheet.Type, $"statements-{clock.GetUtcNow():yyyy-MM-dd}.csv");
    }

    private async Task<Statement?> FindAsync(Guid id, CancellationToken stop)
    {
        await using var read = work.Command($"select {StatementBook.Columns} from commission_statements where id = $1", id);
        return (await StatementBook.ReadAsync(read, stop)).FirstOrDefault();
    }

    // What is due: the oldest first, for it is asked for first.
    private async Task<List<Statement>> ListAsync(bool onlyDue, int most, CancellationToken stop)
    {
        var which = onlyDue ? "where paid_at is null order by due_on, number" : "order by month desc, number desc";
        await using var read = work.Command($"select {StatementBook.Columns} from commission_statements {which} limit $1", most);
        return await StatementBook.ReadAsync(read, stop);
    }
}
