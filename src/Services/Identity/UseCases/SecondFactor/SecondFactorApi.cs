using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>A program adds an authenticator app to its account, or removes it.</summary>
internal static class SecondFactorApi
{
    public sealed record WithPassword(string? Password);

    public sealed record WithCode(string? Code);

    /// <param name="Secret">Base 32, for typing.</param>
    /// <param name="Link">The same as an <c>otpauth</c> address.</param>
    public sealed record Begun(string Secret, string Link);

    /// <param name="RecoveryCodes">Shown this once.</param>
    public sealed record Confirmed(IReadOnlyList<string> RecoveryCodes);

    // No Idempotency-Key: a kept answer would put secrets into a table. Beginning again only makes another secret.
    public static void Map(Doors doors)
    {
        doors.Api.MapPost("/auth/second-factor", BeginAsync).NeedsAccount().ByHolderAlone().OpensBeforeEnrolment().WithName("BeginSecondFactor").WithSummary("Get a secret for an authenticator app");
        doors.Api.MapPost("/auth/second-factor/confirm", ConfirmAsync).Costs(Effort.SignIn).NeedsAccount().ByHolderAlone().OpensBeforeEnrolment().WithName("ConfirmSecondFactor").WithSummary("Turn the second factor on by its first code");
        doors.Api.MapPost("/auth/second-factor/remove", RemoveAsync).Costs(Effort.SignIn).NeedsAccount().ByHolderAlone().WithName("RemoveSecondFactor").WithSummary("Turn the second factor off");
    }

    private static async Task<Results<Ok<Begun>, Refusal>> BeginAsync(
        WithPassword request, HttpContext http, Visit visit, SignInGate gate, UnitOfWork work, Credentials credentials, SecondFactor second, Enrolling enrolling)
    {
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Refusals.SignInsBusy;

        await work.BeginAsync(http.RequestAborted);
        if (await enrolling.NeedsPasskeyAsync(http)) return Enrolling.ShowPasskey;
        var user = await credentials.ProveAsync(visit.Caller.Email!, request.Password ?? "", http.RequestAborted);
        var secret = user is { TwoFactorEnabled: false } ? await second.BeginAsync(user, http.RequestAborted) : null;
        await work.CommitAsync(http.RequestAborted);
        if (user is null) return Refusals.NotThePassword;
        if (secret is null) return Refusals.SecondFactorIsOn;
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new Begun(secret, Totp.Link(visit.Tenant!.Name, user.Email!, secret)));
    }

    private static async Task<Results<Ok<Confirmed>, Refusal>> ConfirmAsync(WithCode request, HttpContext http, Visit visit, UnitOfWork work, SecondFactor second)
    {
        await work.BeginAsync(http.RequestAborted);
        if (await second.ConfirmAsync(visit.Caller.AccountId!.Value, request.Code, http.RequestAborted) is not { } codes) return Refusals.InvalidCode with { Status = StatusCodes.Status400BadRequest };

        await work.CommitAsync(http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new Confirmed(codes));
    }

    private static async Task<Results<NoContent, Refusal>> RemoveAsync(
        WithPassword request, HttpContext http, Visit visit, SignInGate gate, UnitOfWork work, Credentials credentials, SecondFactor second)
    {
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Refusals.SignInsBusy;

        await work.BeginAsync(http.RequestAborted);
        var user = await credentials.ProveAsync(visit.Caller.Email!, request.Password ?? "", http.RequestAborted);
        if (user is { TwoFactorEnabled: true }) await second.RemoveAsync(user, http.RequestAborted);
        await work.CommitAsync(http.RequestAborted);
        return user is null ? Refusals.NotThePassword : TypedResults.NoContent();
    }
}
