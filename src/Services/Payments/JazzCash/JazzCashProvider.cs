using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Outward;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.JazzCash;

/// <summary>
/// JazzCash: the payer goes to its pages with a form and comes back with another; only an inquiry says whether money came. Nothing is held, split or
/// kept there, and the money is the club's own from the first moment.
/// </summary>
internal sealed class JazzCashProvider(WalletAddress address, WalletAccounts accounts, WalletPayments payments, JazzCashClient client, JazzCashRefunds refunds, UnitOfWork work, TimeProvider clock) : IPaymentProvider
{
    public const string ProviderName = "jazzcash";

    /// <summary>Why a refund has to be looked at by a person: it was sent, and no answer came.</summary>
    public const string Unclear = "unclear";

    public string Name => ProviderName;

    public bool IsAvailable => address.IsKnown(JazzCashClient.Section);

    public ProviderCapabilities Capabilities { get; } = new(Hold: false, Capture: false, RefundWay.Automatic, SplitFee: false, SavedMethod: false);

    // Nothing leaves the process: JazzCash hears of the payment when the payer arrives there.
    public async Task<ProviderStart> StartAsync(ProviderOrder order, CancellationToken stop)
    {
        if (order.Amount.Currency != JazzCashForm.Currency) throw new NotSupportedException($"JazzCash takes {JazzCashForm.Currency}, not {order.Amount.Currency}.");
        await accounts.JazzCashAsync(stop);
        await AskWalletAgain.SetAsync(work, order.PaymentId, clock.GetUtcNow(), stop);
        return new ProviderStart(JazzCashForm.ReferenceOf(order.PaymentId), JazzCashCheckout.PathOf(order.PaymentId));
    }

    public async Task<ProviderPayment> FetchAsync(string reference, CancellationToken stop)
    {
        var payment = await payments.FindAsync(Name, reference, stop) ?? throw new InvalidOperationException($"No payment has the reference '{reference}'.");
        var account = await accounts.JazzCashAsync(stop);
        var seen = await client.InquireAsync(account, reference, stop);
        // What was paid once and has gone back was paid; where we never saw it paid, there is no money.
        var isUndone = JazzCashCode.IsUndone(seen.Code);
        var state = isUndone && payment.SettledAt is not null ? ProviderState.Succeeded : JazzCashCode.StateOf(seen.Code, seen.Status);
        var amount = payment.Amount with { AmountMinor = seen.AmountMinor ?? payment.AmountMinor };
        return new ProviderPayment(reference, payment.Id, amount, state, isUndone ? payment.AmountMinor : 0)
        {
            TakenMinor = state == ProviderState.Succeeded ? amount.AmountMinor : 0,
        };
    }

    public async Task<RefundAnswer> RefundAsync(string reference, Money amount, Money commissionBack, Guid key, CancellationToken stop)
    {
        var account = await accounts.JazzCashAsync(stop);
        var toCard = (await refunds.PaidByAsync(reference, stop) ?? account.TxnType) == JazzCashAccount.Card;
        if (!toCard && string.IsNullOrEmpty(account.Mpin)) return new RefundAnswer(RefundState.Refused, null, "mpin_missing");

        var (isNew, outcome) = await refunds.BeginAsync(key, reference, amount.AmountMinor, stop);
        if (!isNew) return outcome switch
        {
            JazzCashRefunds.Refunded => Done(key),
            JazzCashRefunds.Refused => new RefundAnswer(RefundState.Refused, null, JazzCashRefunds.Refused),
            _ => await LookAsync(account, reference, key, stop),
        };

        string? code;
        try
        {
            code = await client.RefundAsync(account, reference, amount, toCard, stop);
        }
        catch (ProviderDownException)
        {
            return await LookAsync(account, reference, key, stop);
        }
        if (code is null || JazzCashCode.StateOf(code, null) == ProviderState.Open) return await LookAsync(account, reference, key, stop);
        var isRefunded = code == JazzCashCode.Success || JazzCashCode.IsUndone(code);
        await refunds.EndAsync(key, isRefunded ? JazzCashRefunds.Refunded : JazzCashRefunds.Refused, code, stop);
        return isRefunded ? Done(key) : new RefundAnswer(RefundState.Refused, null, $"jazzcash_{code}");
    }

    // Its events carry no signature that could be checked without the club's salt: they have an address of their own and are only a hint.
    public ProviderEvent? ReadEvent(IHeaderDictionary headers, ReadOnlyMemory<byte> body) => null;

    // It was sent and nobody knows what came of it. If JazzCash says the payment is undone, it was this; otherwise a person looks before any more is sent.
    private async Task<RefundAnswer> LookAsync(JazzCashAccount account, string reference, Guid key, CancellationToken stop)
    {
        var seen = await client.InquireAsync(account, reference, stop);
        if (!JazzCashCode.IsUndone(seen.Code)) return new RefundAnswer(RefundState.Refused, null, Unclear);
        await refunds.EndAsync(key, JazzCashRefunds.Refunded, seen.Code, stop);
        return Done(key);
    }

    private static RefundAnswer Done(Guid key) => new(RefundState.Settled, $"jc_{key:n}", null);
}
