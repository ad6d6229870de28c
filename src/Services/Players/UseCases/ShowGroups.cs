using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Players.Groups;
using PadelSaaS.Players.Pages.Groups;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Players.UseCases;

/// <summary>The pages on which a manager sees what the club agrees with whom, makes a group, changes it, and removes it knowing what that means.</summary>
internal sealed class ShowGroups(Grouping grouping, Visit visit, IStringLocalizer<PlayersWords> t)
{
    public const string Path = ListCustomers.Path + "/groups";

    public static string PathOf(string key) => $"{Path}/{key}";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? done, ShowGroups page, CancellationToken stop) => page.ListAsync(done, stop)).Needs(Ability.ManageCustomers);
        doors.Club.MapPost(Path, (IFormCollection form, ShowGroups page, CancellationToken stop) => page.ShiftAsync(form, stop)).Needs(Ability.ManageCustomers);
        doors.Club.MapGet(Path + "/new", (ShowGroups page) => page.Page(null, GroupForm.New, [], StatusCodes.Status200OK)).Needs(Ability.ManageCustomers);
        doors.Club.MapPost(Path + "/new", (IFormCollection form, ShowGroups page, CancellationToken stop) => page.AddAsync(form, stop)).Needs(Ability.ManageCustomers);
        doors.Club.MapGet(Path + "/{key}", (string key, ShowGroups page, CancellationToken stop) => page.ShowAsync(key, stop)).Needs(Ability.ManageCustomers);
        doors.Club.MapPost(Path + "/{key}", (string key, IFormCollection form, ShowGroups page, CancellationToken stop) => page.ChangeAsync(key, form, stop)).Needs(Ability.ManageCustomers);
        doors.Club.MapGet(Path + "/{key}/remove", (string key, ShowGroups page, CancellationToken stop) => page.AskAsync(key, null, stop)).Needs(Ability.ManageCustomers);
        doors.Club.MapPost(Path + "/{key}/remove", (string key, IFormCollection form, ShowGroups page, CancellationToken stop) => page.RemoveAsync(key, form, stop)).Needs(Ability.ManageCustomers);
    }

    private async Task<IResult> ListAsync(string? done, CancellationToken stop) => new RazorComponentResult<GroupsPage>(new { Groups = await ViewsAsync(stop), Done = done });

    private async Task<IResult> ShiftAsync(IFormCollection form, CancellationToken stop)
    {
        var (act, key) = form["do"].ToString().Split(':', 2) is [var first, var second] ? (first, second) : ("", "");
        return await grouping.ShiftAsync(key, act == "up", stop) is { } refusal ? refusal : Results.Redirect(Path);
    }

    private async Task<IResult> ShowAsync(string key, CancellationToken stop) =>
        await FindAsync(key, stop) is { } found ? Page(GroupView.Of(found, visit.Language), GroupForm.Of(found.Group), [], StatusCodes.Status200OK) : Refusals.NoGroup;

    private async Task<IResult> AddAsync(IFormCollection form, CancellationToken stop)
    {
        var typed = GroupForm.Read(form);
        return (await grouping.AddAsync(typed.Input, stop)).Refusal is { } refusal ? Page(null, typed, Said(refusal), refusal.Status) : Results.Redirect($"{Path}?done=added");
    }

    private async Task<IResult> ChangeAsync(string key, IFormCollection form, CancellationToken stop)
    {
        var typed = GroupForm.Read(form);
        if ((await grouping.ChangeAsync(key, typed.SeenRevision, typed.Input, stop)).Refusal is not { } refusal) return Results.Redirect($"{Path}?done=saved");
        if (await FindAsync(key, stop) is not { } found) return Refusals.NoGroup;
        // What was typed stays, what it is now is said beside it, and saving again is meant.
        var again = refusal == Refusals.GroupChanged ? typed with { Revision = found.Group.Revision.ToString(CultureInfo.InvariantCulture) } : typed;
        return Page(GroupView.Of(found, visit.Language), again, Said(refusal), refusal.Status, changed: refusal == Refusals.GroupChanged);
    }

    private async Task<IResult> AskAsync(string key, Refusal? refusal, CancellationToken stop) => await FindAsync(key, stop) is not { } found ? Refusals.NoGroup
        : new RazorComponentResult<RemoveGroupPage>(new { Group = GroupView.Of(found, visit.Language), Error = refusal is null ? null : t[refusal.Sentence].Value }) { StatusCode = refusal?.Status ?? StatusCodes.Status200OK };

    private async Task<IResult> RemoveAsync(string key, IFormCollection form, CancellationToken stop)
    {
        int Number(string field) => int.TryParse(form[field], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return await grouping.RemoveAsync(key, Number("revision"), Number("members"), stop) is { } refusal ? await AskAsync(key, refusal, stop) : Results.Redirect($"{Path}?done=removed");
    }

    private async Task<GroupInUse?> FindAsync(string key, CancellationToken stop) => (await grouping.ListAsync(stop)).FirstOrDefault(one => one.Group.Key == key);

    private async Task<IReadOnlyList<GroupView>> ViewsAsync(CancellationToken stop) => [.. (await grouping.ListAsync(stop)).Select(one => GroupView.Of(one, visit.Language))];

    private IReadOnlyList<FieldError> Said(Refusal refusal) => GroupForm.Errors(refusal, text => t[text], visit.Languages[0]);

    private RazorComponentResult<GroupPage> Page(GroupView? group, GroupForm typed, IReadOnlyList<FieldError> errors, int status, bool changed = false) =>
        new(new { Group = group, Typed = typed, Errors = errors, Changed = changed }) { StatusCode = status };
}

/// <summary>A group as pages show it.</summary>
public sealed record GroupView(string Key, int Revision, string Name, IReadOnlyDictionary<string, string> Names, string? Discount, int? HorizonDays, int Members, IReadOnlyList<GroupUse> Uses)
{
    internal static GroupView Of(GroupInUse one, string language) => new(
        one.Group.Key, one.Group.Revision, one.Group.NameIn(language), CustomerGroup.NamesOf(one.Group.Name),
        one.Group.DiscountBasisPoints == 0 ? null : $"{(one.Group.DiscountBasisPoints / 100m).ToString("0.##", CultureInfo.CurrentCulture)} %", one.Group.HorizonDays, one.Members, one.Uses);
}
