using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity.Staff;

/// <summary>What the staff's pages do, for programs.</summary>
internal sealed class StaffApi(StaffBook book, ChangeStaff change, InviteStaff invite, Invitations invitations, UnitOfWork work, Visit visit)
{
    /// <param name="LastDay">After which the role ends by itself.</param>
    public sealed record RoleAnswer(string Role, DateOnly? LastDay, DateTimeOffset Since);

    public sealed record MemberAnswer(
        Guid Id, string FirstName, string LastName, string Email, IReadOnlyList<RoleAnswer> Roles, DateTimeOffset Since, DateTimeOffset? LastSeen, bool HasSecondFactor, int Passkeys);

    public sealed record InvitationAnswer(Guid Id, string Email, string Role, DateOnly? LastDay, string? InvitedBy, DateTimeOffset SentAt, DateTimeOffset ExpiresAt, bool IsExpired);

    public sealed record Answer(IReadOnlyList<MemberAnswer> Members, IReadOnlyList<InvitationAnswer> Invitations);

    /// <param name="Days">How long the link works: 1 to 30; 7 unless said.</param>
    public sealed record InviteRequest(string? Email, string? Role, DateOnly? Until, int? Days);

    public sealed record RolesRequest(IReadOnlyList<WishedRole>? Roles);

    public static void Map(Doors doors)
    {
        doors.Api.MapGet("/staff", (StaffApi api, CancellationToken stop) => api.ListAsync(stop)).Needs(Ability.ManageStaff).WithName("ListStaff").WithSummary("Who works at the club, and who is asked to");
        doors.Api.MapPut("/staff/{id:guid}/roles", (Guid id, RolesRequest request, HttpContext http, StaffApi api) => api.SetAsync(id, request, http)).Needs(Ability.ManageStaff).ByHolderAlone()
            .WithName("SetStaffRoles").WithSummary("Give somebody who works here these roles and no others");
        doors.Api.MapDelete("/staff/{id:guid}", (Guid id, HttpContext http, StaffApi api) => api.RemoveAsync(id, http)).Needs(Ability.ManageStaff).ByHolderAlone()
            .WithName("RemoveStaff").WithSummary("Take every role of the staff away; devices are signed out");
        doors.Api.MapPost("/staff/invitations", (InviteRequest request, StaffApi api, CancellationToken stop) => api.InviteAsync(request, stop)).Costs(Effort.Link).Needs(Ability.ManageStaff).ByHolderAlone().Idempotent()
            .WithName("InviteStaff").WithSummary("Ask somebody by mail to work here");
        doors.Api.MapPost("/staff/invitations/{id:guid}/again", (Guid id, StaffApi api, CancellationToken stop) => api.AgainAsync(id, stop)).Needs(Ability.ManageStaff).ByHolderAlone().Idempotent()
            .WithName("InviteStaffAgain").WithSummary("Send another link in place of the one that was sent");
        doors.Api.MapDelete("/staff/invitations/{id:guid}", (Guid id, StaffApi api, CancellationToken stop) => api.WithdrawAsync(id, stop)).Needs(Ability.ManageStaff).ByHolderAlone()
            .WithName("WithdrawInvitation").WithSummary("Take an invitation back");
    }

    private async Task<Ok<Answer>> ListAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var (members, open) = (await book.MembersAsync(stop), await book.InvitationsAsync(stop));
        await work.RollbackAsync();
        return TypedResults.Ok(new Answer([.. members.Select(Shown)], [.. open.Select(Shown)]));
    }

    private async Task<Results<Ok<MemberAnswer>, Refusal>> SetAsync(Guid id, RolesRequest request, HttpContext http)
    {
        if (request.Roles is not { Count: > 0 } wished)
            return await FindAsync(id, http.RequestAborted) is null ? StaffRefusals.NotFound : Refusal.Malformed("roles", "Please give at least one role. To let somebody go, delete them.");
        if (await change.SetAsync(id, wished, http) is { } refusal) return refusal;
        return await FindAsync(id, http.RequestAborted) is { } member ? TypedResults.Ok(Shown(member)) : StaffRefusals.NotFound;
    }

    private async Task<Member?> FindAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var found = await book.MembersAsync(stop, id);
        await work.RollbackAsync();
        return found is [var member] ? member : null;
    }

    private async Task<Results<NoContent, Refusal>> RemoveAsync(Guid id, HttpContext http) => await change.SetAsync(id, [], http) is { } refusal ? refusal : TypedResults.NoContent();

    private async Task<Results<Created<InvitationAnswer>, Refusal>> InviteAsync(InviteRequest request, CancellationToken stop)
    {
        var checks = new Checks();
        var asking = InviteStaff.Read(checks, request.Email, request.Role, null, $"{request.Days ?? Invitations.UsualDays}") with { Until = request.Until };
        if (!checks.Pass) return checks.Refusal();
        var (asked, refusal) = await invite.AskAsync(asking, stop);
        return refusal is null ? TypedResults.Created((string?)null, Shown(book.Shown(asked!, visit.Caller.Name))) : refusal;
    }

    private async Task<Results<NoContent, Refusal>> AgainAsync(Guid id, CancellationToken stop) =>
        await invite.DoAsync(() => invitations.AgainAsync(id, stop), stop) is { } refusal ? refusal : TypedResults.NoContent();

    private async Task<Results<NoContent, Refusal>> WithdrawAsync(Guid id, CancellationToken stop) =>
        await invite.DoAsync(() => invitations.WithdrawAsync(id, stop), stop) is { } refusal ? refusal : TypedResults.NoContent();

    private static MemberAnswer Shown(Member member) => new(
        member.Id, member.FirstName, member.LastName, member.Email, [.. member.Roles.Select(role => new RoleAnswer(role.Role, role.LastDay, role.Since))], member.Since, member.LastSeen, member.HasSecondFactor, member.Passkeys);

    private static InvitationAnswer Shown(OpenInvitation one) => new(one.Id, one.Email, one.Role, one.LastDay, one.By, one.SentAt, one.ExpiresAt, one.IsExpired);
}
