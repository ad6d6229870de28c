using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Identity;

/// <summary>A program asks how many recovery codes its account has left, or has new ones made; with an authenticator app and without.</summary>
internal static class RecoveryCodesApi
{
    private const string Path = "/auth/recovery-codes";

    /// <param name="Password">Of the account; an account without one has signed in within ten minutes instead.</param>
    public sealed record Asked(string? Password);

    /// <param name="Left">Codes that were not used yet; 0 where there are none.</param>
    public sealed record Count(int Left);

    /// <param name="RecoveryCodes">Shown this once. Every code of before works no longer.</param>
    public sealed record Made(IReadOnlyList<string> RecoveryCodes);

    // No Idempotency-Key: a kept answer would put secrets into a table. Asking again makes other codes.
    public static void Map(Doors doors)
    {
        doors.Api.MapGet(Path, CountAsync).NeedsAccount().ByHolderAlone().WithName("CountRecoveryCodes").WithSummary("See how many recovery codes are left");
        doors.Api.MapPost(Path, MakeAsync).Costs(Effort.SignIn).NeedsAccount().ByHolderAlone().WithName("MakeRecoveryCodes").WithSummary("Get new recovery codes");
    }

    private static async Task<Ok<Count>> CountAsync(HttpContext http, Visit visit, UnitOfWork work, RecoveryCodes codes)
    {
        await work.BeginAsync(http.RequestAborted);
        var left = await codes.LeftAsync(visit.Caller.AccountId!.Value, http.RequestAborted);
        await work.RollbackAsync();
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new Count(left));
    }

    private static async Task<Results<Ok<Made>, Refusal>> MakeAsync(Asked request, HttpContext http, SignInGate gate, UnitOfWork work, Holder holder, RecoveryCodes codes, Alerts alerts)
    {
        using var turn = await gate.EnterAsync(http);
        if (!turn.IsAcquired) return Refusals.SignInsBusy;

        await work.BeginAsync(http.RequestAborted);
        var (user, refusal) = await holder.ProveAsync(request.Password, http);
        var made = user is null ? [] : await codes.NewAsync(user, http.RequestAborted);
        if (user is not null) alerts.Tell(user, AccountAlert.RecoveryCodesMade);
        await work.CommitAsync(http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        return refusal is not null ? refusal : TypedResults.Ok(new Made(made));
    }
}
