using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Identity.Staff;

/// <summary>An owner says whether who works here has to prove two things at the sign-in, from which day on, and sees who cannot yet.</summary>
internal sealed class RequireSecond(SecondFactorRules rules, StaffBook book, UnitOfWork work, Visit visit, TimeProvider clock)
{
    public const string Path = ShowStaff.Path + "/second-factor";
    private const int UsualGraceDays = 14;

    /// <param name="Asks"><c>nobody</c>, <c>trusted</c> (money or settings) or <c>everybody</c> who works here.</param>
    /// <param name="From">First day on which nothing opens without it; not asked for with <c>nobody</c>.</param>
    public sealed record Request(string? Asks, DateOnly? From);

    /// <param name="Lacking">Whom it is about and who has neither an authenticator app nor a passkey.</param>
    public sealed record Answer(string Asks, DateOnly? From, IReadOnlyList<Guid> Lacking);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? done, RequireSecond require, CancellationToken stop) => require.PageAsync(done, null, [], StatusCodes.Status200OK, stop)).Needs(Ability.ManageTenant);
        doors.Club.MapPost(Path, (IFormCollection form, RequireSecond require, CancellationToken stop) => require.SubmitAsync(form, stop)).Needs(Ability.ManageTenant).ByHolderAlone();
        doors.Api.MapGet("/staff/second-factor", (RequireSecond require, CancellationToken stop) => require.AnswerAsync(stop)).Needs(Ability.ManageTenant).WithName("SeeStaffSecondFactor").WithSummary("Whether staff need a second factor");
        doors.Api.MapPut("/staff/second-factor", (Request request, RequireSecond require, CancellationToken stop) => require.SetAsync(request, stop)).Needs(Ability.ManageTenant).ByHolderAlone()
            .WithName("RequireStaffSecondFactor").WithSummary("Ask staff for a second factor from a day on");
    }

    private async Task<IResult> PageAsync(string? done, Request? typed, IReadOnlyList<FieldError> errors, int status, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var (rule, members) = (await rules.ReadAsync(stop), await book.MembersAsync(stop));
        await work.RollbackAsync();
        var today = StaffDays.Today(visit.Tenant!, clock.GetUtcNow());
        return new RazorComponentResult<RequireSecondPage>(new
        {
            Asks = typed?.Asks ?? rule?.Asks ?? SecondFactorRule.Nobody,
            From = typed is null ? rule is null ? today.AddDays(UsualGraceDays) : rules.DayOf(rule) : typed.From,
            Today = today,
            Since = rule is null ? null : (DateOnly?)rules.DayOf(rule),
            Lacking = Lacking(rule, members),
            Done = done,
            Errors = errors,
        })
        { StatusCode = status };
    }

    private async Task<IResult> SubmitAsync(IFormCollection form, CancellationToken stop)
    {
        var from = DateOnly.TryParseExact(form["from"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null;
        var request = new Request(form["asks"], from);
        return await WriteAsync(request, stop) is { } refusal
            ? await PageAsync(null, request, FormSentences.Of(refusal), refusal.Status, stop)
            : Results.LocalRedirect($"{Path}?done=saved");
    }

    private async Task<Ok<Answer>> AnswerAsync(CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var (rule, members) = (await rules.ReadAsync(stop), await book.MembersAsync(stop));
        await work.RollbackAsync();
        return TypedResults.Ok(new Answer(rule?.Asks ?? SecondFactorRule.Nobody, rule is null ? null : rules.DayOf(rule), rule is null ? [] : [.. Lacking(rule, members).Select(member => member.Id)]));
    }

    private async Task<Results<NoContent, Refusal>> SetAsync(Request request, CancellationToken stop) =>
        await WriteAsync(request, stop) is { } refusal ? refusal : TypedResults.NoContent();

    private async Task<Refusal?> WriteAsync(Request request, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var refusal = await rules.SetAsync(request.Asks, request.From, stop);
        if (refusal is null) await work.CommitAsync(stop);
        else await work.RollbackAsync();
        return refusal;
    }

    // Before there is a rule: whom the widest one would be about.
    private static List<Member> Lacking(SecondFactorRule? rule, IReadOnlyList<Member> members) =>
        [.. members.Where(member => !member.HasTwo && (rule is null || rule.IsAbout(member.Roles.Select(role => role.Role))))];
}
