using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Http;

/// <summary>
/// What an admin does who is signed in as somebody's account: every write is written into the club's audit log before it is tried, and so is what is
/// refused: what takes money or gives it back, what only the account's holder may see or do, and taking the club's customers along.
/// </summary>
internal sealed class Impersonation(RequestDelegate next)
{
    private const string MoneyAbilities = "payments.";

    private static readonly Refusal NoMoney = new("impersonation_no_money", StatusCodes.Status403Forbidden, "An admin who is signed in as somebody takes no money and gives none back.");
    private static readonly Refusal HolderAlone = new("impersonation_holder_alone", StatusCodes.Status403Forbidden, "Only the account's holder does this, not an admin who is signed in as them.");

    public static bool Allows(string ability) => !ability.StartsWith(MoneyAbilities, StringComparison.Ordinal);

    public async Task InvokeAsync(HttpContext http, Visit visit, UnitOfWork work)
    {
        if (visit.Caller.Impersonator is null || http.GetEndpoint() is not { } endpoint)
        {
            await next(http);
            return;
        }
        var refusal = endpoint.Metadata.GetMetadata<MoneyEndpoint>() is not null ? NoMoney : endpoint.Metadata.GetMetadata<HolderEndpoint>() is not null ? HolderAlone : null;
        if (refusal is not null || (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)))
        {
            await work.BeginAsync(http.RequestAborted);
            work.Audit(new Act(refusal is null ? "impersonation.wrote" : "impersonation.refused", "page", http.Request.Path) { Changes = [new Changed("method", null, http.Request.Method)] });
            await work.CommitAsync(http.RequestAborted);
        }
        if (refusal is null) await next(http);
        else await refusal.ExecuteAsync(http);
    }
}

/// <summary>Marks an endpoint that takes money or gives it back.</summary>
public sealed class MoneyEndpoint
{
    internal static readonly MoneyEndpoint Instance = new();
}

/// <summary>Marks an endpoint that is for the account's holder alone.</summary>
public sealed class HolderEndpoint
{
    internal static readonly HolderEndpoint Instance = new();
}

/// <summary>How an endpoint is marked.</summary>
public static class MoneyEndpoints
{
    /// <summary>The endpoint takes money or gives it back: nobody does that in another's name.</summary>
    public static TBuilder MovesMoney<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(MoneyEndpoint.Instance);

    /// <summary>The endpoint shows or changes how somebody signs in, or who may do what, or takes along what a club knows of its customers: the holder's own hand, and no admin's in their name.</summary>
    public static TBuilder ByHolderAlone<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(HolderEndpoint.Instance);

    /// <summary>Whether an admin who is signed in as somebody keeps this ability of theirs.</summary>
    public static bool MayBeImpersonated(string ability) => Impersonation.Allows(ability);
}
