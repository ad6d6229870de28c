using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using PadelSaaS.Contracts;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Outward;

namespace PadelSaaS.Payments;

/// <summary>
/// Lets calls to providers go wrong as they do in the world, in Development and only where <c>Payments:Faults</c> says <c>SEED PERMILLE</c>:
/// refused before anything was done, lost after all of it was, or slow.
/// </summary>
internal sealed class ProviderFaults(IConfiguration configuration, IHostEnvironment environment)
{
    private readonly Chance? odds = environment.IsDevelopment() ? Chance.Read(configuration["Payments:Faults"]) : null;

    /// <summary>The provider as it is, or a line to it that breaks.</summary>
    public IPaymentProvider Wrap(IPaymentProvider provider) => odds is null || provider.Name == Payment.Wallet ? provider : new FaultyProvider(provider, odds);
}

/// <summary>A line to a provider that breaks.</summary>
internal sealed class FaultyProvider(IPaymentProvider inner, Chance odds) : IPaymentProvider
{
    private const int LongestMilliseconds = 120;

    public string Name => inner.Name;

    public bool IsAvailable => inner.IsAvailable;

    public ProviderCapabilities Capabilities => inner.Capabilities;

    public Task<ProviderStart> StartAsync(ProviderOrder order, CancellationToken stop) => OverAsync(() => inner.StartAsync(order, stop), stop);

    public Task<ProviderPayment> FetchAsync(string reference, CancellationToken stop) => OverAsync(() => inner.FetchAsync(reference, stop), stop);

    public Task<ProviderPayment> CaptureAsync(string reference, Money amount, Money commission, Guid key, CancellationToken stop) =>
        OverAsync(() => inner.CaptureAsync(reference, amount, commission, key, stop), stop);

    public Task<ProviderPayment> ReleaseAsync(string reference, Guid key, CancellationToken stop) => OverAsync(() => inner.ReleaseAsync(reference, key, stop), stop);

    public Task<ProviderPayment> ChargeSavedAsync(SavedMethodOrder order, CancellationToken stop) => OverAsync(() => inner.ChargeSavedAsync(order, stop), stop);

    public Task<RefundAnswer> RefundAsync(string reference, Money amount, Money commissionBack, Guid key, CancellationToken stop) =>
        OverAsync(() => inner.RefundAsync(reference, amount, commissionBack, key, stop), stop);

    public Task<StatementPage> ListAsync(DateTimeOffset from, DateTimeOffset until, string? after, CancellationToken stop) => OverAsync(() => inner.ListAsync(from, until, after, stop), stop);

    public ProviderEvent? ReadEvent(IHeaderDictionary headers, ReadOnlyMemory<byte> body) => inner.ReadEvent(headers, body);

    private async Task<T> OverAsync<T>(Func<Task<T>> call, CancellationToken stop)
    {
        CrashPoints.Pass("call", Name);
        if (odds.Falls()) throw new ProviderDownException(Name, "the line was refused");
        if (odds.Falls()) await Task.Delay(odds.Below(LongestMilliseconds), stop);
        var answer = await call();
        CrashPoints.Pass("called", Name);
        return odds.Falls() ? throw new ProviderDownException(Name, "it did it, and the line broke before it could say so") : answer;
    }
}
