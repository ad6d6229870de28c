using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Tenants.Domains;

namespace PadelSaaS.Tenants.UseCases.Domains;

/// <summary>The club's domains by the API.</summary>
internal static class ManageDomains
{
    private const string Path = "/manage/domains";

    /// <param name="State"><c>asked</c>, <c>proven</c> or <c>lost</c>.</param>
    /// <param name="Problem">Of the last look: <c>no_record</c>, <c>no_answer</c> or <c>taken</c>.</param>
    /// <param name="RecordName">The TXT record that proves it.</param>
    /// <param name="PointTo">What the domain itself has to point to.</param>
    internal sealed record Answer(Guid Id, string Domain, string State, string? Problem, bool Main, string RecordName, string RecordValue, string PointTo, DateTimeOffset AskedAt, DateTimeOffset? CheckedAt);

    internal sealed record ListAnswer(IReadOnlyList<Answer> Domains);

    internal sealed record AskRequest(string? Domain);

    /// <param name="Id">A proven domain; <see langword="null"/> for the place below the platform's own address.</param>
    internal sealed record MainRequest(Guid? Id);

    public static void Map(Doors doors)
    {
        doors.Api.MapGet(Path, async (DomainOffice office, Visit visit, Hosts hosts, CancellationToken stop) => new ListAnswer([.. (await office.Book.OfAsync(visit.Tenant!.Id, stop)).Select(one => Of(one, visit, hosts))]))
            .Needs(Ability.ManageTenant).WithSummary("The club's own domains, and what to write into the zone of each");
        doors.Api.MapPost(Path, AskAsync).Needs(Ability.ManageTenant).ByHolderAlone().WithSummary("Bring a domain").Produces<Answer>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409);
        doors.Api.MapPost(Path + "/{id:guid}/check", async (Guid id, DomainOffice office, Visit visit, Hosts hosts, CancellationToken stop) =>
                await office.CheckAsync(visit.Tenant!.Id, id, stop) is { } seen ? Results.Ok(Of(seen, visit, hosts)) : Refusal.NotFound("This domain"))
            .Needs(Ability.ManageTenant).WithSummary("Look into the zone of a domain now").Produces<Answer>().ProducesProblem(404);
        doors.Api.MapPut(Path + "/main", async (MainRequest body, DomainOffice office, Visit visit, CancellationToken stop) => await office.ChooseAsync(visit.Tenant!, body.Id, stop) ? Results.NoContent() : Refusal.NotFound("This domain"))
            .Needs(Ability.ManageTenant).ByHolderAlone().WithSummary("Lead visitors to a proven domain, or with null to the place below the platform's own address").Produces(StatusCodes.Status204NoContent).ProducesProblem(404);
        doors.Api.MapDelete(Path + "/{id:guid}", async (Guid id, DomainOffice office, Visit visit, CancellationToken stop) => await office.RemoveAsync(visit.Tenant!.Id, id, stop) ? Results.NoContent() : Refusal.NotFound("This domain"))
            .Needs(Ability.ManageTenant).ByHolderAlone().WithSummary("Give a domain up: the site answers there no more").Produces(StatusCodes.Status204NoContent).ProducesProblem(404);
    }

    private static async Task<IResult> AskAsync(AskRequest body, DomainOffice office, Visit visit, Hosts hosts, CancellationToken stop)
    {
        var checks = new Checks();
        var (asked, refusal) = await office.AskAsync(visit.Tenant!, body.Domain, checks, stop);
        if (!checks.Pass) return checks.Refusal();
        return refusal is not null ? refusal : Results.Created((string?)null, Of(asked!, visit, hosts));
    }

    private static Answer Of(ClubDomain one, Visit visit, Hosts hosts) => new(
        one.Id, one.Domain, one.State, one.Problem, one.IsMain, one.RecordName, one.RecordValue, $"{visit.Tenant!.Slug}.{hosts.Apex}", one.AskedAt, one.CheckedAt);
}
