using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Parts;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Identity.Staff;

/// <summary>Who runs the club says how much of players' money may go back by one hand: by role, and by person where one is trusted with more or less.</summary>
internal sealed class LimitStaff(SettingLimits setting, StaffBook book, ShowStaff page, UnitOfWork work, Visit visit)
{
    public const string Path = ShowStaff.Path + "/limits";

    /// <param name="AtOnceMinor">Minor units of the club's currency; <see langword="null"/> for no limit.</param>
    public sealed record Request(long? AtOnceMinor, long? ADayMinor);

    public sealed record RoleLimit(string Role, long? AtOnceMinor, long? ADayMinor);

    public sealed record PersonLimit(Guid Id, long? AtOnceMinor, long? ADayMinor);

    public sealed record Answer(string Currency, IReadOnlyList<RoleLimit> Roles, IReadOnlyList<PersonLimit> People);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? done, LimitStaff limit, CancellationToken stop) => limit.PageAsync(done, null, [], StatusCodes.Status200OK, stop)).Needs(Ability.ManageStaff);
        doors.Club.MapPost(Path, (IFormCollection form, LimitStaff limit, CancellationToken stop) => limit.SubmitAsync(form, stop)).Needs(Ability.ManageStaff).ByHolderAlone();
        doors.Club.MapPost($"{ShowStaff.Path}/{{id:guid}}/limits", (Guid id, IFormCollection form, LimitStaff limit, CancellationToken stop) => limit.SubmitAsync(id, form, stop)).Needs(Ability.ManageStaff).ByHolderAlone();
        doors.Api.MapGet("/staff/limits", (LimitStaff limit, CancellationToken stop) => limit.AnswerAsync(stop)).Needs(Ability.ManageStaff).WithName("SeeLimits").WithSummary("How much of players' money staff may give back");
        doors.Api.MapPut("/staff/limits/{role}", (string role, Request request, LimitStaff limit, CancellationToken stop) => limit.SetAsync(role, request, stop)).Needs(Ability.ManageStaff).ByHolderAlone()
            .WithName("SetRoleLimits").WithSummary("Limit what everybody with a role may give back");
        doors.Api.MapPut("/staff/{id:guid}/limits", (Guid id, Request request, LimitStaff limit, CancellationToken stop) => limit.SetAsync(id, request, stop)).Needs(Ability.ManageStaff).ByHolderAlone()
            .WithName("SetPersonLimits").WithSummary("Limit what one person may give back, instead of their roles' limits");
        doors.Api.MapDelete("/staff/{id:guid}/limits", (Guid id, LimitStaff limit, CancellationToken stop) => limit.SetAsync(id, null, stop)).Needs(Ability.ManageStaff).ByHolderAlone()
            .WithName("ClearPersonLimits").WithSummary("Let the limits of somebody's roles count again");
    }

    private async Task<IResult> PageAsync(string? done, IFormCollection? typed, IReadOnlyList<FieldError> errors, int status, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var (table, members) = (await setting.ReadAsync(stop), await book.MembersAsync(stop));
        await work.RollbackAsync();
        var rows = LimitTable.Limited.Select(role => new LimitRow(
            role, typed?[$"once-{role}"].ToString() ?? Shown(table.Roles.GetValueOrDefault(role)?.AtOnceMinor), typed?[$"day-{role}"].ToString() ?? Shown(table.Roles.GetValueOrDefault(role)?.ADayMinor)));
        return new RazorComponentResult<LimitsPage>(new
        {
            Rows = rows.ToList(),
            People = members.Where(member => table.People.ContainsKey(member.Id)).Select(member => new LimitedPerson(member.Id, member.FullName, table.People[member.Id])).ToList(),
            visit.Tenant!.Currency,
            Done = done,
            Errors = errors,
        })
        { StatusCode = status };
    }

    private async Task<IResult> SubmitAsync(IFormCollection form, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        foreach (var role in LimitTable.Limited)
        {
            var refusal = Read(form[$"once-{role}"], form[$"day-{role}"]) is { } limit ? await setting.SetAsync(role, limit, stop) : StaffRefusals.BadAmount;
            if (refusal is null) continue;
            await work.RollbackAsync();
            return await PageAsync(null, form, FormSentences.Of(refusal with { Field = $"once-{role}" }), refusal.Status, stop);
        }
        await work.CommitAsync(stop);
        return Results.LocalRedirect($"{Path}?done=saved");
    }

    private async Task<IResult> SubmitAsync(Guid id, IFormCollection form, CancellationToken stop)
    {
        var asRole = form["as"] != "own";
        var limit = asRole ? null : Read(form["atOnce"], form["aDay"]);
        var refusal = !asRole && limit is null ? StaffRefusals.BadAmount : await WriteAsync(id, limit, stop);
        if (refusal is null) return Results.LocalRedirect($"{ShowStaff.PathOf(id)}?done=saved");
        return refusal == StaffRefusals.NotFound ? refusal : await page.MemberAsync(id, null, null, FormSentences.Of(refusal), refusal.Status, stop);
    }

    private async Task<Ok<Answer>> AnswerAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var table = await setting.ReadAsync(stop);
        await work.RollbackAsync();
        return TypedResults.Ok(new Answer(
            visit.Tenant!.Currency, [.. LimitTable.Limited.Select(role => (role, limit: table.Roles.GetValueOrDefault(role, MoneyLimit.None))).Select(row => new RoleLimit(row.role, row.limit.AtOnceMinor, row.limit.ADayMinor))],
            [.. table.People.Select(row => new PersonLimit(row.Key, row.Value.AtOnceMinor, row.Value.ADayMinor))]));
    }

    private async Task<Results<NoContent, Refusal>> SetAsync(string role, Request request, CancellationToken stop)
    {
        if (request is { AtOnceMinor: < 0 } or { ADayMinor: < 0 }) return StaffRefusals.BadAmount;
        await work.BeginAsync(stop);
        var refusal = await setting.SetAsync(role, new MoneyLimit(request.AtOnceMinor, request.ADayMinor), stop);
        if (refusal is null) await work.CommitAsync(stop);
        return refusal is null ? TypedResults.NoContent() : refusal;
    }

    private async Task<Results<NoContent, Refusal>> SetAsync(Guid id, Request? request, CancellationToken stop)
    {
        if (request is { AtOnceMinor: < 0 } or { ADayMinor: < 0 }) return StaffRefusals.BadAmount;
        return await WriteAsync(id, request is null ? null : new MoneyLimit(request.AtOnceMinor, request.ADayMinor), stop) is { } refusal ? refusal : TypedResults.NoContent();
    }

    private async Task<Refusal?> WriteAsync(Guid id, MoneyLimit? limit, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var found = await book.MembersAsync(stop, id);
        var refusal = found is [var member] ? await setting.SetAsync(id, member.FullName, limit, stop) : StaffRefusals.NotFound;
        if (refusal is null) await work.CommitAsync(stop);
        else await work.RollbackAsync();
        return refusal;
    }

    // Empty is no limit; what is no amount is nothing at all.
    private MoneyLimit? Read(string? atOnce, string? aDay)
    {
        var (isOnce, once) = Amount(atOnce);
        var (isDay, day) = Amount(aDay);
        return isOnce && isDay ? new MoneyLimit(once, day) : null;
    }

    private (bool IsOne, long? Minor) Amount(string? typed) =>
        string.IsNullOrWhiteSpace(typed) ? (true, null) : MoneyInput.Parse(typed, visit.Tenant!.Currency) is { } minor ? (true, minor) : (false, null);

    private string Shown(long? minor) => minor is { } amount ? MoneyText.Plain(new Money(amount, visit.Tenant!.Currency)) : "";
}

/// <summary>What was typed for a role.</summary>
public sealed record LimitRow(string Role, string AtOnce, string ADay);

/// <summary>Somebody with limits of their own.</summary>
public sealed record LimitedPerson(Guid Id, string Name, MoneyLimit Limit);
