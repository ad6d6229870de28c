using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Payments.Accounting;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Terms;

/// <summary>A club sees what the platform keeps of its payments, and the statements of what it owes.</summary>
internal sealed class ShowClubStatements(StatementBook book, Commissions commissions, UnitOfWork work, CurrentTenant tenant, TimeProvider clock)
{
    public const string Path = "/manage/payments/statements";
    private const int MostShown = 240;

    /// <param name="MaxMinor">Nothing: no bound.</param>
    internal sealed record TermsAnswer(string Currency, int BasisPoints, long FixedMinor, long MinMinor, long? MaxMinor);

    internal sealed record StatementAnswer(Guid Id, string Number, string Month, Money Net, Money Tax, Money Total, bool Due, DateOnly DueOn, string? PaidReference, IReadOnlyList<StatementLineShown> Lines);

    internal sealed record Answer(TermsAnswer Terms, Money NotYetStated, IReadOnlyList<StatementAnswer> Statements);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (ShowClubStatements page, CancellationToken stop) => page.PageAsync(stop)).Needs(Ability.SeePayments);
        doors.Club.MapGet(Path + ".csv", (HttpContext http, ShowClubStatements page, CancellationToken stop) => page.SendAsync(http, stop)).Costs(Effort.Export).Needs(Ability.SeePayments);
        doors.Club.MapGet(Path + "/{id:guid}", (Guid id, ShowClubStatements page, CancellationToken stop) => page.OneAsync(id, stop)).Needs(Ability.SeePayments);
        doors.Api.MapGet(Path, (ShowClubStatements page, CancellationToken stop) => page.AnswerAsync(stop)).Needs(Ability.SeePayments).WithSummary("What the platform keeps of payments, and the statements of what is owed for it");
    }

    private async Task<IResult> PageAsync(CancellationToken stop)
    {
        var (terms, open, own) = await ReadAsync(stop);
        return new RazorComponentResult<ClubStatementsPage>(new { Lines = own, Terms = new StatementTerms(terms.BasisPoints, terms.FixedMinor, terms.MinMinor, terms.MaxMinor), Open = open, Today = Today() });
    }

    private async Task<Answer> AnswerAsync(CancellationToken stop)
    {
        var (terms, open, own) = await ReadAsync(stop);
        return new Answer(new TermsAnswer(open.Currency, terms.BasisPoints, terms.FixedMinor, terms.MinMinor, terms.MaxMinor), open,
            [.. own.Select(one => new StatementAnswer(one.Id, one.Code, $"{one.Month:yyyy-MM}", one.Net, one.Tax, one.Total, one.IsDue, one.DueOn, one.PaidReference, one.Content.Lines))]);
    }

    private async Task<IResult> OneAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var found = await book.FindAsync(id, stop);
        await work.RollbackAsync();
        return found is null ? Refusal.NotFound("This statement") : new RazorComponentResult<ClubStatementPage>(new { Of = found });
    }

    private async Task<IResult> SendAsync(HttpContext http, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var own = await book.ListAsync(Sheet.Most, stop);
        await work.RollbackAsync();
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(Sheet.Of(StatementSheet.Head, own.SelectMany(StatementSheet.Rows)), Sheet.Type, $"statements-{clock.GetUtcNow():yyyy-MM-dd}.csv");
    }

    private async Task<(CommissionTerms Terms, Money Open, IReadOnlyList<Statement> Own)> ReadAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var currency = tenant.Info.Currency;
        var (terms, open, own) = (await commissions.TermsAsync(currency, stop), await book.OpenSumAsync(currency, stop), await book.ListAsync(MostShown, stop));
        await work.RollbackAsync();
        return (terms, new Money(open, currency), own);
    }

    private DateOnly Today() => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(tenant.Info.Zone)).DateTime);
}
