using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity.Staff;

/// <summary>Who runs the club asks somebody by mail to work here, sends the link again or takes the invitation back.</summary>
internal sealed class InviteStaff(Invitations invitations, ShowStaff page, UnitOfWork work)
{
    public const string Path = ShowStaff.Path + "/invitations";

    public static void Map(Doors doors)
    {
        doors.Club.MapPost(Path, (IFormCollection form, InviteStaff invite, CancellationToken stop) => invite.AskAsync(form, stop)).Costs(Effort.Link).Needs(Ability.ManageStaff).ByHolderAlone();
        doors.Club.MapPost($"{Path}/{{id:guid}}/again", (Guid id, IFormCollection _, InviteStaff invite, CancellationToken stop) =>
            invite.AgainAsync(id, stop)).Needs(Ability.ManageStaff).ByHolderAlone();
        doors.Club.MapPost($"{Path}/{{id:guid}}/withdraw", (Guid id, IFormCollection _, InviteStaff invite, CancellationToken stop) =>
            invite.WithdrawAsync(id, stop)).Needs(Ability.ManageStaff).ByHolderAlone();
    }

    /// <summary>What was typed, as a wish; what is wrong with it stands in the checks.</summary>
    public static Asking Read(Checks checks, string? email, string? role, string? until, string? days)
    {
        var address = checks.Email(email, "email", "Please give the address of the person.");
        checks.That(GivingRoles.OfStaff.Contains(role ?? ""), "role", StaffRefusals.UnknownRole.Sentence);
        checks.That(ChangeStaff.TryDay(until, out var last), "until", StaffRefusals.BadDay.Sentence);
        var isNumber = int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        checks.That(isNumber && count is >= Invitations.LeastDays and <= Invitations.MostDays, "days", "A link works for 1 to 30 days.");
        return new Asking(address, role ?? "", last, count);
    }

    /// <summary>In a transaction of its own.</summary>
    public async Task<(Invitation? Asked, Refusal? Refusal)> AskAsync(Asking asking, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var (asked, refusal) = await invitations.AskAsync(asking, stop);
        if (refusal is null) await work.CommitAsync(stop);
        else await work.RollbackAsync();
        return (asked, refusal);
    }

    /// <summary>In a transaction of its own.</summary>
    public async Task<Refusal?> DoAsync(Func<Task<Refusal?>> act, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var refusal = await act();
        if (refusal is null) await work.CommitAsync(stop);
        else await work.RollbackAsync();
        return refusal;
    }

    private async Task<IResult> AskAsync(IFormCollection form, CancellationToken stop)
    {
        var checks = new Checks();
        var typed = new AskForm(form["email"], form["role"], form["until"], form["days"]);
        var asking = Read(checks, typed.Email, typed.Role, typed.Until, typed.Days);
        if (!checks.Pass) return await page.ListAsync(null, typed, FormSentences.Of(checks), StatusCodes.Status400BadRequest, stop);

        var (_, refusal) = await AskAsync(asking, stop);
        return refusal is null ? Results.LocalRedirect($"{ShowStaff.Path}?done=sent") : await page.ListAsync(null, typed, FormSentences.Of(refusal), refusal.Status, stop);
    }

    private Task<IResult> AgainAsync(Guid id, CancellationToken stop) => DoAsync(() => invitations.AgainAsync(id, stop), "sent", stop);

    private Task<IResult> WithdrawAsync(Guid id, CancellationToken stop) => DoAsync(() => invitations.WithdrawAsync(id, stop), "withdrawn", stop);

    private async Task<IResult> DoAsync(Func<Task<Refusal?>> act, string done, CancellationToken stop)
    {
        var refusal = await DoAsync(act, stop);
        if (refusal is null) return Results.LocalRedirect($"{ShowStaff.Path}?done={done}");
        return refusal == StaffRefusals.NotFound ? refusal : await page.ListAsync(null, AskForm.Empty, FormSentences.Of(refusal with { Field = null }), refusal.Status, stop);
    }
}
