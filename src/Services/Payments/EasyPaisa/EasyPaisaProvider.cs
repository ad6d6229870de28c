using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts;
using PadelSaaS.Payments.JazzCash;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.EasyPaisa;

/// <summary>
/// EasyPaisa: nothing that a browser or a notice brings from there is signed, so nothing of it is believed; an inquiry says whether money came. It
/// has no way to send money back: that is a task for the desk.
/// </summary>
internal sealed class EasyPaisaProvider(WalletAddress address, WalletAccounts accounts, WalletPayments payments, EasyPaisaClient client, UnitOfWork work, TimeProvider clock) : IPaymentProvider
{
    public const string ProviderName = "easypaisa";
    private const string Paid = "PAID";
    private const string Failed = "FAILED";
    private const string Reversed = "REVERSED";

    public string Name => ProviderName;

    public bool IsAvailable => address.IsKnown(EasyPaisaClient.Section);

    public ProviderCapabilities Capabilities { get; } = new(Hold: false, Capture: false, RefundWay.ManualRequired, SplitFee: false, SavedMethod: false);

    // Nothing leaves the process: EasyPaisa hears of the payment when the payer arrives there.
    public async Task<ProviderStart> StartAsync(ProviderOrder order, CancellationToken stop)
    {
        if (order.Amount.Currency != EasyPaisaForm.Currency) throw new NotSupportedException($"EasyPaisa takes {EasyPaisaForm.Currency}, not {order.Amount.Currency}.");
        await accounts.EasyPaisaAsync(stop);
        await AskWalletAgain.SetAsync(work, order.PaymentId, clock.GetUtcNow(), stop);
        return new ProviderStart(EasyPaisaForm.ReferenceOf(order.PaymentId), EasyPaisaCheckout.PathOf(order.PaymentId));
    }

    public async Task<ProviderPayment> FetchAsync(string reference, CancellationToken stop)
    {
        var payment = await payments.FindAsync(Name, reference, stop) ?? throw new InvalidOperationException($"No payment has the reference '{reference}'.");
        var account = await accounts.EasyPaisaAsync(stop);
        var seen = await client.InquireAsync(account, reference, stop);
        var isAboutIt = seen.OrderId == reference && seen.StoreId == account.StoreId;
        var state = isAboutIt ? StateOf(seen, payment) : ProviderState.Open;
        return new ProviderPayment(reference, payment.Id, payment.Amount, state, isAboutIt && seen.Status == Reversed ? payment.AmountMinor : 0)
        {
            TakenMinor = state == ProviderState.Succeeded ? payment.AmountMinor : 0,
        };
    }

    public Task<RefundAnswer> RefundAsync(string reference, Money amount, Money commissionBack, Guid key, CancellationToken stop) =>
        Task.FromResult(new RefundAnswer(RefundState.Refused, null, "manual_required"));

    public ProviderEvent? ReadEvent(IHeaderDictionary headers, ReadOnlyMemory<byte> body) => null;

    // Only PAID with the very amount is paid. Of a word nobody knows nothing follows: the guide's list of them is not complete.
    private static ProviderState StateOf(EasyPaisaInquiry seen, Payment payment) => seen.Status switch
    {
        Paid when seen.AmountMinor == payment.AmountMinor => ProviderState.Succeeded,
        Reversed => payment.SettledAt is not null ? ProviderState.Succeeded : ProviderState.Declined,
        Failed => ProviderState.Declined,
        _ => ProviderState.Open,
    };
}
