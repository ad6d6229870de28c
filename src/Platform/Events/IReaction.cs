using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Jobs;

namespace PadelSaaS.Platform.Events;

/// <summary>
/// What a service does when it hears a fact. Runs inside the tenant's unit of work, which commits together with the note that this
/// fact was heard: however often a fact is delivered, its effect happens once. Nothing may leave the process from here; what has to
/// be sent becomes a row and a timer.
/// </summary>
public interface IReaction<in TFact> where TFact : IFact
{
    /// <summary>Reacts. An exception makes the courier try again later, and park the fact after the tenth time.</summary>
    Task HearAsync(TFact fact, CancellationToken stop);
}

/// <summary>A reaction in the table of the house.</summary>
public sealed record ReactionRow(string Service, string Name, Type Fact, Func<IServiceProvider, IFact, CancellationToken, Task> Hear);

/// <summary>A timer's job in the table of the house.</summary>
public sealed record TimerRow(string Service, string Job, Func<IServiceProvider, string, CancellationToken, Task> Ring);

/// <summary>How a service says what it hears.</summary>
public static class ReactionRegistration
{
    /// <summary>Registers a reaction of a service.</summary>
    public static IServiceCollection AddReaction<TFact, TReaction>(this IServiceCollection services, string service)
        where TFact : IFact
        where TReaction : class, IReaction<TFact>
    {
        services.AddScoped<TReaction>();
        return services.AddSingleton(new ReactionRow(
            service, $"{service}/{typeof(TReaction).Name}", typeof(TFact),
            (scope, fact, stop) => scope.GetRequiredService<TReaction>().HearAsync((TFact)fact, stop)));
    }

    /// <summary>Registers the job that a timer of this name rings.</summary>
    public static IServiceCollection AddTimer<TJob>(this IServiceCollection services, string service, string job) where TJob : class, ITimerJob
    {
        services.AddScoped<TJob>();
        return services.AddSingleton(new TimerRow(service, job, (scope, key, stop) => scope.GetRequiredService<TJob>().RingAsync(key, stop)));
    }

    /// <summary>Says which cached things of the tenant a fact makes stale.</summary>
    public static IServiceCollection AddForgetting<TFact>(this IServiceCollection services, Func<TFact, IEnumerable<string>> tags) where TFact : IFact =>
        services.AddSingleton(new ForgetRule(typeof(TFact), fact => tags((TFact)fact)));
}
