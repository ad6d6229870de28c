using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Http;

/// <summary>
/// What an admin does who is signed in as somebody's account: every write is written into the club's audit log before it is tried, and what takes
/// money or gives it back is refused.
/// </summary>
internal sealed class Impersonation(RequestDelegate next)
{
    private const string MoneyAbilities = "payments.";

    private static readonly Refusal NoMoney = new("impersonation_no_money", StatusCodes.Status403Forbidden, "An admin who is signed in as somebody takes no money and gives none back.");

    public static bool Allows(string ability) => !ability.StartsWith(MoneyAbilities, StringComparison.Ordinal);

    public async Task InvokeAsync(HttpContext http, Visit visit, UnitOfWork work)
    {
        if (visit.Caller.Impersonator is null || HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || http.GetEndpoint() is not { } endpoint)
        {
            await next(http);
            return;
        }
        var refused = endpoint.Metadata.GetMetadata<MoneyEndpoint>() is not null;
        await work.BeginAsync(http.RequestAborted);
        work.Audit(new Act(refused ? "impersonation.refused" : "impersonation.wrote", "page", http.Request.Path) { Changes = [new Changed("method", null, http.Request.Method)] });
        await work.CommitAsync(http.RequestAborted);
        if (refused) await NoMoney.ExecuteAsync(http);
        else await next(http);
    }
}

/// <summary>Marks an endpoint that takes money or gives it back.</summary>
public sealed class MoneyEndpoint
{
    internal static readonly MoneyEndpoint Instance = new();
}

/// <summary>How an endpoint is marked.</summary>
public static class MoneyEndpoints
{
    /// <summary>The endpoint takes money or gives it back: nobody does that in another's name.</summary>
    public static TBuilder MovesMoney<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(MoneyEndpoint.Instance);

    /// <summary>Whether an admin who is signed in as somebody keeps this ability of theirs.</summary>
    public static bool MayBeImpersonated(string ability) => Impersonation.Allows(ability);
}
