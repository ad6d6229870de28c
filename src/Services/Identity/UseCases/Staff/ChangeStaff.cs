using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Identity.Staff;

/// <summary>Who runs the club gives somebody who works here other roles, or lets them go. It holds at once: abilities end, and devices are signed out.</summary>
internal sealed class ChangeStaff(StaffChanges changes, ShowStaff page, UnitOfWork work)
{
    public static void Map(Doors doors)
    {
        doors.Club.MapPost($"{ShowStaff.Path}/{{id:guid}}", (Guid id, IFormCollection form, HttpContext http, ChangeStaff change) => change.SaveAsync(id, form, http)).Needs(Ability.ManageStaff).ByHolderAlone();
        doors.Club.MapPost($"{ShowStaff.Path}/{{id:guid}}/remove", (Guid id, IFormCollection _, HttpContext http, ChangeStaff change) => change.RemoveAsync(id, http)).Needs(Ability.ManageStaff).ByHolderAlone();
    }

    private async Task<IResult> SaveAsync(Guid id, IFormCollection form, HttpContext http)
    {
        var ticks = GivingRoles.OfStaff.Where(role => form[$"offered-{role}"] == "yes").Select(role => new RoleTick(role, form["role"].Contains(role), form[$"until-{role}"].ToString())).ToList();
        var wished = new List<WishedRole>();
        foreach (var tick in ticks.Where(tick => tick.IsTicked))
        {
            if (!TryDay(tick.Until, out var day)) return await page.MemberAsync(id, null, ticks, [new FieldError($"until-{tick.Role}", StaffRefusals.BadDay.Sentence)], StaffRefusals.BadDay.Status, http.RequestAborted);
            wished.Add(new WishedRole(tick.Role, day));
        }
        if (wished.Count == 0) return await page.MemberAsync(id, null, ticks, [new FieldError("role", "Pick at least one role, or end the work here below.")], StatusCodes.Status400BadRequest, http.RequestAborted);

        if (await SetAsync(id, wished, http) is not { } refusal) return Results.LocalRedirect($"{ShowStaff.PathOf(id)}?done=saved");
        return refusal == StaffRefusals.NotFound ? refusal : await page.MemberAsync(id, null, ticks, FormSentences.Of(refusal), refusal.Status, http.RequestAborted);
    }

    private async Task<IResult> RemoveAsync(Guid id, HttpContext http)
    {
        if (await SetAsync(id, [], http) is not { } refusal) return Results.LocalRedirect($"{ShowStaff.Path}?done=removed");
        return refusal == StaffRefusals.NotFound ? refusal : await page.MemberAsync(id, null, null, FormSentences.Of(refusal with { Field = null }), refusal.Status, http.RequestAborted);
    }

    /// <summary>In a transaction of its own.</summary>
    public async Task<Refusal?> SetAsync(Guid id, IReadOnlyList<WishedRole> wished, HttpContext http)
    {
        await work.BeginAsync(http.RequestAborted);
        var refusal = await changes.SetAsync(id, wished, Guid.TryParse(http.User.FindFirstValue(Claims.Session), out var session) ? session : null, http.RequestAborted);
        if (refusal is null) await work.CommitAsync(http.RequestAborted);
        else await work.RollbackAsync();
        return refusal;
    }

    /// <summary>A day as a date field sends it; none is none.</summary>
    public static bool TryDay(string? typed, out DateOnly? day)
    {
        day = DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        return day is not null || string.IsNullOrWhiteSpace(typed);
    }
}
