using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>Somebody with an account signs in with e-mail address and password.</summary>
internal static class SignIn
{
    public sealed record Request(string? Email, string? Password);

    public static void Map(Doors doors)
    {
        // No Idempotency-Key: a kept answer would put tokens into a table. Signing in twice only opens a second session.
        doors.Api.MapPost("/auth/login", AnswerAsync).AllowAnonymous().WithName("SignIn").WithSummary("Sign in with e-mail address and password");
    }

    private static async Task<Results<Ok<TokenAnswer>, Refusal>> AnswerAsync(
        Request request, HttpContext http, SignInGate gate, UnitOfWork work, Credentials credentials, Entrance entrance)
    {
        var checks = Check(request.Email, request.Password);
        if (!checks.Pass) return checks.Refusal();
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Refusals.SignInsBusy;

        await work.BeginAsync(http.RequestAborted);
        var user = await credentials.ProveAsync(request.Email!.Trim(), request.Password!, http.RequestAborted);
        var answer = user is null ? null : await entrance.HandTokensAsync(user, entrance.Open(user, http), http);
        await work.CommitAsync(http.RequestAborted);
        return answer is null ? Refusals.InvalidCredentials : TypedResults.Ok(answer);
    }

    private static Checks Check(string? email, string? password)
    {
        var checks = new Checks();
        checks.Text(email, "email", 254, "Please give your e-mail address.");
        checks.That(!string.IsNullOrEmpty(password), "password", "Please give your password.");
        return checks;
    }
}
