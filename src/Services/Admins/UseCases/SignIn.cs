using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PadelSaaS.Admins.Access;
using PadelSaaS.Admins.Pages;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Admins.UseCases;

/// <summary>An admin signs in at the console with password and second factor, both at once.</summary>
internal static class SignIn
{
    public sealed record Form(string? Email, string? Password, string? Code);

    public static void Map(Doors doors)
    {
        doors.Console.MapGet("/sign-in", Show);
        doors.Console.MapPost("/sign-in", SubmitAsync).Costs(Effort.SignIn);
    }

    private static IResult Show(string? @return, Visit visit) =>
        visit.Caller.IsKnown ? Results.LocalRedirect(Local(@return)) : Page(@return, null, null, StatusCodes.Status200OK);

    private static async Task<IResult> SubmitAsync([FromForm] Form form, string? @return, HttpContext http, Entrance entrance)
    {
        const string Wrong = "Address, password and code do not match. After five wrong attempts the place they came from rests for 15 minutes.";
        if (form is not { Email.Length: > 0 and <= 254, Password.Length: > 0 and <= 128, Code.Length: > 0 and <= 20 } || form.Email.Contains('\0', StringComparison.Ordinal))
            return Page(@return, form.Email, Wrong, StatusCodes.Status401Unauthorized);
        if (await entrance.EnterAsync(form.Email.Trim(), form.Password, form.Code, http) is not { } session) return Page(@return, form.Email, Wrong, StatusCodes.Status401Unauthorized);

        await ConsoleCookie.HandAsync(http, session);
        return Results.LocalRedirect(Local(@return));
    }

    // Never to another site, whatever a link says.
    private static string Local(string? path) =>
        path is ['/', .. var rest] && !rest.StartsWith('/') && !rest.StartsWith('\\') && !path.Any(char.IsControl) ? path : "/";

    private static RazorComponentResult<SignInPage> Page(string? @return, string? email, string? error, int status) =>
        new(new { Return = Local(@return), Email = email, Error = error }) { StatusCode = status };
}
