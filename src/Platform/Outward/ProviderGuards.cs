using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace PadelSaaS.Platform.Outward;

/// <summary>A provider did not answer, answered that it is broken, or is left alone for a while because of that. Nobody knows whether it did what it was asked.</summary>
public sealed class ProviderDownException(string provider, string why, Exception? inner = null) : Exception($"'{provider}' is not available: {why}", inner)
{
    /// <summary>Its name.</summary>
    public string Provider { get; } = provider;
}

/// <summary>
/// Stands around every call to a provider: so many at once (<c>Guard:AtOnce</c>), each so long (<c>Guard:Seconds</c>), and none at
/// all for twenty seconds once half of the last ones failed. One guard for each provider in each process.
/// </summary>
public sealed class ProviderGuards(TimeProvider clock, IConfiguration configuration, ILogger<ProviderGuards> log)
{
    private readonly ConcurrentDictionary<string, ProviderGuard> guards = new();

    /// <summary>The guard of a provider.</summary>
    public ProviderGuard Of(string provider) => guards.GetOrAdd(provider, name => new ProviderGuard(name, clock, configuration, log));

    /// <summary>Whether it is being left alone: nobody should be sent there now.</summary>
    public bool IsDown(string provider) => guards.TryGetValue(provider, out var guard) && guard.IsDown;

    /// <summary>Those that are being left alone just now, in order.</summary>
    public IReadOnlyList<string> Down => [.. guards.Where(guard => guard.Value.IsDown).Select(guard => guard.Key).Order(StringComparer.Ordinal)];
}

/// <summary>Stands around the calls to one provider.</summary>
public sealed class ProviderGuard : IDisposable
{
    /// <summary>Calls after which half of them failing means something.</summary>
    public const int Fewest = 6;

    /// <summary>How long a provider is left alone.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan WaitForPlace = TimeSpan.FromSeconds(3);

    private readonly string provider;
    private readonly SemaphoreSlim places;
    private readonly CircuitBreakerStateProvider state = new();
    private readonly ResiliencePipeline pipeline;
    private readonly TimeProvider clock;
    private long restsUntil;

    /// <param name="provider">Its name, for the log.</param>
    /// <param name="clock">Says when a rest is over.</param>
    /// <param name="configuration">How many at once, and how long.</param>
    /// <param name="log">Where rests are noted.</param>
    public ProviderGuard(string provider, TimeProvider clock, IConfiguration configuration, ILogger log)
    {
        (this.provider, this.clock) = (provider, clock);
        places = new SemaphoreSlim(configuration.GetValue("Guard:AtOnce", 24));
        pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = Fewest,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = Rest,
                StateProvider = state,
                ShouldHandle = new PredicateBuilder().Handle<ProviderDownException>().Handle<HttpRequestException>().Handle<TimeoutRejectedException>().Handle<IOException>(),
                OnOpened = _ => { Interlocked.Exchange(ref restsUntil, (clock.GetUtcNow() + Rest).UtcTicks); log.LogWarning("{Provider} does not answer and is left alone for {Seconds} s", provider, Rest.TotalSeconds); return default; },
                OnClosed = _ => { log.LogInformation("{Provider} answers again", provider); return default; },
            })
            .AddTimeout(TimeSpan.FromSeconds(configuration.GetValue("Guard:Seconds", 15.0)))
            .Build();
    }

    /// <summary>Whether the provider is being left alone. Once its rest is over it is offered again: only by somebody trying is it known to be well.</summary>
    public bool IsDown => state.CircuitState is CircuitState.Open or CircuitState.Isolated && clock.GetUtcNow().UtcTicks < Interlocked.Read(ref restsUntil);

    /// <summary>Makes one call. What the provider answered, a refusal included, is the caller's; that it did not answer is an exception of ours.</summary>
    /// <param name="call">Throws <see cref="ProviderDownException"/> for an answer that means "I am broken".</param>
    /// <exception cref="ProviderDownException">There was no answer, or nobody was asked.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken stop)
    {
        if (!await places.WaitAsync(WaitForPlace, stop)) throw new ProviderDownException(provider, "too many calls at once");
        try
        {
            return await pipeline.ExecuteAsync(async inTime => await call(inTime), stop);
        }
        catch (BrokenCircuitException open)
        {
            throw new ProviderDownException(provider, "it is left alone for a while", open);
        }
        catch (TimeoutRejectedException slow)
        {
            throw new ProviderDownException(provider, "no answer in time", slow);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new ProviderDownException(provider, "the connection failed", broken);
        }
        finally
        {
            places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();
}
