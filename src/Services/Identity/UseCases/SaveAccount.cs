using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Somebody changes their name, phone number or language.</summary>
internal static class SaveAccount
{
    public sealed record Form(string? FirstName, string? LastName, string? Phone, string? Language);

    public static void Map(Doors doors) => doors.Club.MapPost(ShowAccount.Path, SubmitAsync).NeedsAccount();

    private static async Task<IResult> SubmitAsync([FromForm] Form form, HttpContext http, Visit visit, UnitOfWork work, Users users, TimeProvider clock)
    {
        var checks = new Checks();
        var firstName = checks.Text(form.FirstName, "firstName", Register.LongestName, "Please give your first name.");
        var lastName = checks.Text(form.LastName, "lastName", Register.LongestName, "Please give your last name.");
        var phone = PhoneNumber.Check(checks, form.Phone);
        await work.BeginAsync(http.RequestAborted);
        if (!checks.Pass) return await ShowAccount.PageAsync(form, FormSentences.Of(checks), http, visit, work, clock);

        var user = await users.FindByIdAsync(visit.Caller.AccountId!.Value.ToString()) ?? throw new InvalidOperationException("A session outlived its account.");
        var language = form.Language is { } wish && visit.Languages.Contains(wish) ? wish : user.Language;
        // A new number has not been proved to be theirs.
        user.PhoneNumberConfirmed = user.PhoneNumberConfirmed && user.PhoneNumber == phone;
        (user.FirstName, user.LastName, user.PhoneNumber, user.Language) = (firstName, lastName, phone, language);
        await users.UpdateAsync(user);
        work.Tell(new AccountChanged(user.Id));
        await work.CommitAsync(http.RequestAborted);
        // The platform remembers a language that a link asks for.
        return Results.LocalRedirect($"{ShowAccount.Path}?done=saved&lang={language}");
    }
}
