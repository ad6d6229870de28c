using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace PadelSaaS.Platform.Http;

/// <summary>
/// How often anybody may ask. Whoever is signed in is counted by account, everybody else by network, so that a desk is not counted with the players on
/// the club's Wi-Fi. What costs more is counted by itself besides. A club as a whole has its share, too: its rush or its flood is not the
/// next club's. Beyond it stands 429 with the time to wait.
/// </summary>
internal static class Limits
{
    private static readonly Refusal TooMany = new("too_many_requests", StatusCodes.Status429TooManyRequests, "Too many requests came from here. Wait a moment, then try again.");

    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.AddSingleton<LimitRules>().AddSingleton<LimitCounters>();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<LimitRules, LimitCounters>((options, rules, counters) =>
        {
            options.OnRejected = RefuseAsync;
            options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                By(http => rules.ByEffort.GetValueOrDefault(EffortOf(http)), CallerOf, counters),
                By(http => IsCounted(http) ? rules.Caller : null, CallerOf, counters),
                By(http => EffortOf(http) == Effort.Search ? rules.TenantSearch : null, ClubOf, counters),
                By(http => IsCounted(http) ? rules.Tenant : null, ClubOf, counters));
        });
        return services;
    }

    /// <summary>Nobody is counted for files, probes and streams that only wait.</summary>
    private static bool IsCounted(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<DoorOf>() is not null;

    private static Effort EffortOf(HttpContext http) => http.GetEndpoint()?.Metadata is not { } marks ? Effort.Usual
        : marks.GetMetadata<EndpointEffort>()?.Effort ?? (marks.GetMetadata<BodyLimit>() is null ? Effort.Usual : Effort.Upload);

    // Who signs in, or asks for a mail, is nobody yet, whoever they were before.
    private static (Guid Account, UInt128 Network) CallerOf(HttpContext http)
    {
        var visit = http.RequestServices.GetRequiredService<Visit>();
        var isNobodyYet = EffortOf(http) is Effort.SignIn or Effort.Link;
        return visit.Caller.AccountId is { } account && !isNobodyYet ? (account, 0) : (Guid.Empty, Network.NumberOf(http));
    }

    private static string ClubOf(HttpContext http)
    {
        var visit = http.RequestServices.GetRequiredService<Visit>();
        return visit.Tenant?.Schema ?? visit.Door.ToString();
    }

    private static PartitionedRateLimiter<HttpContext> By<TKey>(Func<HttpContext, LimitRule?> rule, Func<HttpContext, TKey> key, LimitCounters counters) =>
        PartitionedRateLimiter.Create<HttpContext, (LimitRule? Rule, TKey? Key)>(http => rule(http) is { } found
            ? RateLimitPartition.Get((Rule: (LimitRule?)found, Key: (TKey?)key(http)), whose => counters.Counter(whose.Rule!, $"{whose.Key}"))
            : RateLimitPartition.GetNoLimiter<(LimitRule?, TKey?)>(default));

    private static async ValueTask RefuseAsync(OnRejectedContext context, CancellationToken stop)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? Math.Max(1, (int)Math.Ceiling(time.TotalSeconds)) : 1;
        context.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        await (TooMany with { More = new Dictionary<string, object?> { ["retryAfterSeconds"] = wait } }).ExecuteAsync(context.HttpContext);
    }
}
