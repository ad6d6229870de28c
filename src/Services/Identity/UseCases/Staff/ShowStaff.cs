using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Identity.Staff;

/// <summary>Who runs the club sees who works here: what each may do, since when, when they were here last and how they sign in.</summary>
internal sealed class ShowStaff(StaffBook book, StaffChanges changes, SettingLimits limits, UnitOfWork work, Visit visit, TimeProvider clock)
{
    public const string Path = "/manage/staff";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? done, ShowStaff page, CancellationToken stop) => page.ListAsync(done, AskForm.Empty, [], StatusCodes.Status200OK, stop)).Needs(Ability.ManageStaff);
        doors.Club.MapGet($"{Path}/{{id:guid}}", (Guid id, string? done, ShowStaff page, CancellationToken stop) => page.MemberAsync(id, done, null, [], StatusCodes.Status200OK, stop)).Needs(Ability.ManageStaff);
    }

    public static string PathOf(Guid member) => $"{Path}/{member}";

    /// <summary>The list, with what was typed into the form and why it was refused. No transaction is open.</summary>
    public async Task<IResult> ListAsync(string? done, AskForm asked, IReadOnlyList<FieldError> errors, int status, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var (members, invitations, mine) = (await book.MembersAsync(stop), await book.InvitationsAsync(stop), await GivableAsync(stop));
        await work.RollbackAsync();
        return new RazorComponentResult<StaffPage>(new { Members = members, Invitations = invitations, Givable = mine, Asked = asked, Done = done, Errors = errors }) { StatusCode = status };
    }

    /// <summary>One person, with the roles that were ticked and why that was refused. No transaction is open.</summary>
    public async Task<IResult> MemberAsync(Guid id, string? done, IReadOnlyList<RoleTick>? ticked, IReadOnlyList<FieldError> errors, int status, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var (found, mine, table) = (await book.MembersAsync(stop, id), await GivableAsync(stop), await limits.ReadAsync(stop));
        await work.RollbackAsync();
        if (found is not [var member]) return TypedResults.NotFound();
        var isMine = member.Roles.All(role => mine.Contains(role.Role));
        var roles = ticked ?? [.. mine.Select(role => RoleTick.Of(role, member.Roles.FirstOrDefault(held => held.Role == role)))];
        return new RazorComponentResult<MemberPage>(new
        {
            Member = member,
            Ticks = roles,
            IsMine = isMine,
            Own = table.People.GetValueOrDefault(id),
            MayLimit = isMine && member.Id != visit.Caller.AccountId && member.Roles.Any(role => LimitTable.Limited.Contains(role.Role)) && member.Roles.All(role => role.Role != RoleAbilities.Owner),
            IsSelf = member.Id == visit.Caller.AccountId,
            Today = StaffDays.Today(visit.Tenant!, clock.GetUtcNow()),
            Done = done,
            Errors = errors,
        })
        { StatusCode = status };
    }

    private async Task<IReadOnlyList<string>> GivableAsync(CancellationToken stop)
    {
        var held = (await changes.TermsOfAsync(visit.Caller.AccountId!.Value, stop)).Select(term => term.Role).ToList();
        return [.. GivingRoles.OfStaff.Where(role => GivingRoles.May(held, role))];
    }
}

/// <summary>The form to ask somebody, as it was typed.</summary>
public sealed record AskForm(string? Email, string? Role, string? Until, string? Days)
{
    /// <summary>Nothing typed yet.</summary>
    public static readonly AskForm Empty = new(null, RoleAbilities.Desk, null, $"{Invitations.UsualDays}");
}

/// <summary>A role of the form about one person.</summary>
public sealed record RoleTick(string Role, bool IsTicked, string? Until)
{
    internal static RoleTick Of(string role, MemberRole? held) => new(role, held is not null, held?.LastDay?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
}
