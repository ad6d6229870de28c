using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Tenants.Domains;

namespace PadelSaaS.Tenants.UseCases.Domains;

/// <summary>The page on which who runs the club brings a domain of its own: what to write into its zone, whether it is seen, and where visitors are led.</summary>
internal sealed class EditDomains(DomainOffice office, Hosts hosts, Visit visit, IStringLocalizer<TenantsWords> t)
{
    public const string Path = "/manage/domains";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? done, EditDomains page, CancellationToken stop) => page.ShowAsync(done, null, null, null, StatusCodes.Status200OK, stop)).Needs(Ability.ManageTenant);
        doors.Club.MapPost(Path, (IFormCollection form, EditDomains page, CancellationToken stop) => page.DoAsync(form, stop)).Needs(Ability.ManageTenant).ByHolderAlone();
    }

    private async Task<IResult> DoAsync(IFormCollection form, CancellationToken stop)
    {
        var club = visit.Tenant!;
        if (form["do"] == "ask") return await AskAsync(form["domain"], stop);
        if (form["do"] == "standard") return await office.ChooseAsync(club, null, stop) ? Done("standard") : Refusal.NotFound("This club");
        if (!Guid.TryParse(form["id"], out var id)) return TypedResults.BadRequest();
        return form["do"].ToString() switch
        {
            "check" => await office.CheckAsync(club.Id, id, stop) is { } seen ? Done(seen.State == ClubDomain.Proven ? "proven" : "checked") : TypedResults.NotFound(),
            "main" => await office.ChooseAsync(club, id, stop) ? Done("main") : TypedResults.NotFound(),
            "remove" => await office.RemoveAsync(club.Id, id, stop) ? Done("removed") : TypedResults.NotFound(),
            _ => TypedResults.BadRequest(),
        };
    }

    private async Task<IResult> AskAsync(string? typed, CancellationToken stop)
    {
        var checks = new Checks();
        var (_, refusal) = await office.AskAsync(visit.Tenant!, typed, checks, stop);
        if (!checks.Pass) return await ShowAsync(null, typed, t[checks.Errors["domain"][0]], null, StatusCodes.Status400BadRequest, stop);
        return refusal is null ? Done("asked") : await ShowAsync(null, typed, null, t[refusal.Sentence], refusal.Status, stop);
    }

    private static IResult Done(string what) => Results.Redirect($"{Path}?done={what}");

    private async Task<IResult> ShowAsync(string? done, string? typed, string? error, string? refused, int status, CancellationToken stop) => new RazorComponentResult<DomainsPage>(new
    {
        Domains = await office.Book.OfAsync(visit.Tenant!.Id, stop),
        Standard = $"{visit.Tenant.Slug}.{hosts.Apex}",
        visit.Tenant.Zone,
        Typed = typed,
        Error = error,
        Refused = refused,
        Done = done,
    })
    { StatusCode = status };
}
