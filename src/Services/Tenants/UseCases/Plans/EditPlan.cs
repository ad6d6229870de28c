using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Tenants.Plans;

namespace PadelSaaS.Tenants.UseCases.Plans;

/// <summary>The page on which a club sees its plan, how much of it is used, what others have and cost, and takes another.</summary>
internal sealed class EditPlan(PlanOffice office, Visit visit, IStringLocalizer<TenantsWords> t)
{
    public const string Path = "/manage/plan";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? done, EditPlan page, CancellationToken stop) => page.ShowAsync(done, null, StatusCodes.Status200OK, stop)).Needs(Ability.ManageTenant);
        doors.Club.MapPost(Path, (IFormCollection form, EditPlan page, CancellationToken stop) => page.ChooseAsync(form["plan"].ToString(), stop)).Needs(Ability.ManageTenant).ByHolderAlone();
    }

    private async Task<IResult> ChooseAsync(string plan, CancellationToken stop)
    {
        var refusal = await office.ChooseAsync(plan, stop);
        if (refusal is null) return Results.Redirect($"{Path}?done=chosen");
        return refusal.Status == StatusCodes.Status404NotFound ? refusal : await ShowAsync(null, t[refusal.Sentence], refusal.Status, stop);
    }

    private async Task<IResult> ShowAsync(string? done, string? refused, int status, CancellationToken stop)
    {
        var view = await office.ViewAsync(stop);
        return new RazorComponentResult<PlanPage>(new
        {
            view.Now,
            Rows = view.Plans.Select(plan => new PlanRow(plan, office.When(view.Now, plan, view.Plans), PlanOffice.Over(plan, view.Use), PlanOffice.Lost(plan, view.Use))).ToList(),
            view.Use,
            visit.Tenant!.Currency,
            visit.Tenant.Zone,
            Refused = refused,
            Done = done,
        })
        { StatusCode = status };
    }
}

/// <summary>A plan as a club sees it.</summary>
/// <param name="From">When it would begin; <see langword="null"/> for at once.</param>
/// <param name="Over">What it has no room for.</param>
/// <param name="Lost">What would end with it.</param>
public sealed record PlanRow(PadelSaaS.Contracts.Tenants.PlanOffer Plan, DateTimeOffset? From, IReadOnlyList<PlanUse> Over, IReadOnlyList<PlanUse> Lost);
