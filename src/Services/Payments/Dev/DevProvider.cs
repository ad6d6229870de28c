using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>The development provider: a card page, signed events and refunds as a real company has them, and no money.</summary>
internal sealed class DevProvider(DevCardCompany company, CurrentTenant tenant, IHostEnvironment environment, IConfiguration configuration, TimeProvider clock) : IPaymentProvider
{
    public const string ProviderName = "dev";
    public const string SignatureHeader = "Dev-Signature";

    public string Name => ProviderName;

    public bool IsAvailable => environment.IsDevelopment();

    public ProviderCapabilities Capabilities { get; } = new(Hold: true, Capture: true, RefundWay.Automatic, SplitFee: false, SavedMethod: true) { Statement = true };

    /// <summary>Secret of the event signatures, the same in every process that shares the database.</summary>
    public string EventSecret => configuration["Payments:Dev:EventSecret"] ?? "development-only";

    public async Task<ProviderStart> StartAsync(ProviderOrder order, CancellationToken stop)
    {
        var reference = await company.OpenAsync(tenant.Info.Id, order, stop);
        return new ProviderStart(reference, ShowCardPage.PathOf(reference));
    }

    public async Task<ProviderPayment> FetchAsync(string reference, CancellationToken stop) =>
        Said(await company.FindAsync(tenant.Info.Id, reference, stop) ?? throw new UnknownPaymentException(ProviderName, reference));

    public async Task<ProviderPayment> CaptureAsync(string reference, Money amount, Money commission, Guid key, CancellationToken stop)
    {
        await company.TakeAsync(tenant.Info.Id, reference, amount, stop);
        return await FetchAsync(reference, stop);
    }

    public async Task<ProviderPayment> ReleaseAsync(string reference, Guid key, CancellationToken stop)
    {
        await company.LetGoAsync(tenant.Info.Id, reference, stop);
        return await FetchAsync(reference, stop);
    }

    public async Task<ProviderPayment> ChargeSavedAsync(SavedMethodOrder order, CancellationToken stop) =>
        await FetchAsync(await company.ChargeKeptAsync(tenant.Info.Id, order, stop), stop);

    public async Task<RefundAnswer> RefundAsync(string reference, Money amount, Money commissionBack, Guid key, CancellationToken stop) =>
        await company.RefundAsync(tenant.Info.Id, reference, amount, key, stop)
            ? new RefundAnswer(RefundState.Settled, $"refund_{key:n}", null)
            : new RefundAnswer(RefundState.Refused, null, "more_than_was_paid");

    public Task<StatementPage> ListAsync(DateTimeOffset from, DateTimeOffset until, string? after, CancellationToken stop) => company.ListAsync(tenant.Info.Id, from, until, after, stop);

    private ProviderPayment Said(DevCardPayment payment)
    {
        var state = payment.StateAt(clock.GetUtcNow());
        return new ProviderPayment(payment.Reference, payment.OrderId, payment.Amount, state, payment.RefundedMinor)
        {
            TakenMinor = state == ProviderState.Succeeded ? payment.TakenMinor ?? payment.Amount.AmountMinor : 0,
            FeeMinor = 0,
            HeldUntil = payment.HeldUntil,
            SavedMethod = state is ProviderState.Held or ProviderState.Succeeded ? payment.Method : null,
        };
    }

    public ProviderEvent? ReadEvent(IHeaderDictionary headers, ReadOnlyMemory<byte> body)
    {
        if (!EventSignature.Holds(headers[SignatureHeader], body.Span, EventSecret, clock.GetUtcNow())) return null;
        var heard = JsonSerializer.Deserialize<DevEvent>(body.Span, JsonSerializerOptions.Web);
        return heard is { Id: not null, Type: not null, Reference: not null } ? new ProviderEvent(heard.Id, heard.Type, heard.Reference, heard.OrderId) : null;
    }
}

/// <summary>An event as the card company sends it.</summary>
internal sealed record DevEvent(string? Id, string? Type, string? Reference, Guid? OrderId);
