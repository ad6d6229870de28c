using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Tenants.Plans;

namespace PadelSaaS.Tenants.Clubs;

/// <summary>An admin gives a club a plan, offered or not, from now on, with the reason: what was agreed by hand.</summary>
internal sealed class SetPlan(SeeClubs see, PlanBook book, Visit visit)
{
    public sealed record Form(string? Plan, string? Reason);

    public static void Map(Doors doors) =>
        doors.Console.MapPost(SeeClubs.Path + "/{slug}/plan", (string slug, [FromForm] Form form, SetPlan use, CancellationToken stop) => use.SetAsync(slug, form, stop)).Needs(ConsoleDoor.Ability);

    private async Task<IResult> SetAsync(string slug, Form form, CancellationToken stop)
    {
        if (await see.FindAsync(slug, stop) is not { } club) return Refusal.NotFound("This club");
        if ((await book.PlansAsync(stop)).FirstOrDefault(plan => plan.Key == form.Plan) is not { } plan) return Refusal.NotFound("This plan");
        var reason = form.Reason?.Trim() ?? "";
        if (reason.Length is < 10 or > 300 || reason.Contains('\0', StringComparison.Ordinal))
            return await see.PageAsync(club, null, new ClubRefused("plan", StatusCodes.Status400BadRequest, null, form.Reason, null, TurnClub.NoReason, null), stop);
        var before = await book.OfAsync(club.Id, stop);
        await book.BeginAsync(club, plan, false, visit.Caller.Name ?? "", reason, new Act("plan.set", "tenant", $"{club.Id}", club.Slug) { Reason = reason, Changes = [new Changed("plan", before?.Plan, plan.Key)] }, stop);
        return Results.Redirect($"{SeeClubs.Path}/{club.Slug}?done=plan");
    }
}
