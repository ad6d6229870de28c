using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts;
using PadelSaaS.Payments.Settings;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Stripe;

/// <summary>
/// Cards by Stripe Connect. A charge is made on the club's own account and the platform's commission is its application fee; with
/// <c>Payments:Stripe:Charges=destination</c> it is made on the platform's account and passed on. Both look alike from outside.
/// </summary>
internal sealed class StripeProvider(StripeSettings settings, StripeServices stripe, StripeCalls calls, StripeRefunds refunds, StripeCustomers customers, ProviderAccounts accounts, CurrentTenant tenant) : IPaymentProvider
{
    public const string ProviderName = "stripe";

    /// <summary>Keys of metadata by which a payment is ours.</summary>
    public const string PaymentKey = "payment_id", TenantKey = "tenant_id";

    private static readonly AutomaticPaymentMethodsOptions Automatic = new(Enabled: true);

    public string Name => ProviderName;

    public bool IsAvailable => settings.IsAvailable;

    public ProviderCapabilities Capabilities { get; } = new(Hold: true, Capture: true, RefundWay.Automatic, SplitFee: true, SavedMethod: true) { Statement = !settings.Destination, CallOff = true };

    public async Task<ProviderStart> StartAsync(ProviderOrder order, CancellationToken stop)
    {
        var club = await ClubAsync(stop);
        var customer = order.KeepMethod ? await customers.OfAsync(order.PayerAccountId, order.PaymentId, key => On(club, key), stop) : null;
        var options = Charge(order.PaymentId, order.Amount, order.CommissionMinor, order.Description, club) with
        {
            AutomaticPaymentMethods = Automatic,
            CaptureMethod = order.Hold ? "manual" : null,
            SetupFutureUsage = order.KeepMethod ? "off_session" : null,
            Customer = customer,
        };
        var intent = await OnceAsync(order.PaymentId, key => stripe.PaymentIntents.CreateAsync(options, On(club, key), stop), club, stop);
        return new ProviderStart(intent.Id, PayWithStripe.PathOf(order.PaymentId));
    }

    public async Task<ProviderPayment> FetchAsync(string reference, CancellationToken stop) => Seen(await stripe.PaymentIntents.GetAsync(reference, On(await ClubAsync(stop)), stop));

    public async Task<ProviderPayment> CaptureAsync(string reference, Money amount, Money commission, Guid key, CancellationToken stop)
    {
        var club = await ClubAsync(stop);
        var intent = await stripe.PaymentIntents.GetAsync(reference, On(club), stop);
        // Taken before, or let go: what it is now is the answer, also long after Stripe forgot the key.
        if (intent.Status != "requires_capture") return Seen(intent);
        long? fee = commission.AmountMinor > 0 || intent.ApplicationFeeAmount > 0 ? commission.AmountMinor : null;
        return Seen(await stripe.PaymentIntents.CaptureAsync(reference, amount.AmountMinor, fee, On(club, KeyOfAttempt("capture", key)), stop));
    }

    public async Task<ProviderPayment> ReleaseAsync(string reference, Guid key, CancellationToken stop)
    {
        var club = await ClubAsync(stop);
        var intent = await stripe.PaymentIntents.GetAsync(reference, On(club), stop);
        if (intent.Status is "canceled" or "succeeded") return Seen(intent);
        return Seen(await stripe.PaymentIntents.CancelAsync(reference, new PaymentIntentCancelOptions("abandoned"), On(club, KeyOfAttempt("release", key)), stop));
    }

    public async Task<ProviderPayment> ChargeSavedAsync(SavedMethodOrder order, CancellationToken stop)
    {
        var club = await ClubAsync(stop);
        var (customer, method) = order.SavedMethod.Split(' ') is [var who, var which] ? (who, which) : throw new InvalidOperationException("This is no method that was kept by Stripe.");
        var options = Charge(order.PaymentId, order.Amount, order.CommissionMinor, order.Description, club) with
        {
            AutomaticPaymentMethods = Automatic with { AllowRedirects = "never" },
            Customer = customer,
            PaymentMethod = method,
            Confirm = true,
            OffSession = true,
        };
        try
        {
            var made = await OnceAsync(order.PaymentId, key => stripe.PaymentIntents.CreateAsync(options, On(club, key), stop), club, stop);
            return Seen(await stripe.PaymentIntents.GetAsync(made.Id, On(club), stop));
        }
        catch (StripeException refused) when (refused is { Status: 402, Error.PaymentIntent: { } made })
        {
            await calls.RememberAsync(Operation(order.PaymentId), made.Id, stop);
            // The bank wants to see the payer, who is asked to come; any other no is final.
            return Seen(made) with { State = refused.Code == "authentication_required" ? ProviderState.Open : ProviderState.Declined };
        }
    }

    public async Task<RefundAnswer> RefundAsync(string reference, Money amount, Money commissionBack, Guid key, CancellationToken stop) =>
        await refunds.SendAsync(reference, amount, commissionBack, key, On(await ClubAsync(stop)), stop);

    // On the platform's own account the charges of all clubs lie side by side: there, each payment is asked about instead.
    public async Task<StatementPage> ListAsync(DateTimeOffset from, DateTimeOffset until, string? after, CancellationToken stop)
    {
        var options = new ListOptions { Created = new CreatedOptions(from.ToUnixTimeSeconds(), until.ToUnixTimeSeconds()), StartingAfter = after, Expand = ["data.source"] };
        var page = await stripe.BalanceTransactions.ListAsync(options, On(await ClubAsync(stop)), stop);
        return new StatementPage([.. page.Data.Select(StripeStatement.Read)], page.HasMore && page.Data.Count > 0 ? page.Data[^1].Id : null);
    }

    /// <summary>Events of Stripe come to the platform's addresses, not to a club's.</summary>
    public ProviderEvent? ReadEvent(IHeaderDictionary headers, ReadOnlyMemory<byte> body) => null;

    /// <summary>The payment with what its page needs.</summary>
    public async Task<(PaymentIntent Intent, string? Account)> OpenAsync(string reference, CancellationToken stop)
    {
        var request = On(await ClubAsync(stop));
        return (await stripe.PaymentIntents.GetAsync(reference, request, stop), request.StripeAccount);
    }

    /// <summary>On whose account the club's charges are.</summary>
    public async Task<RequestOptions> RequestAsync(CancellationToken stop) => On(await ClubAsync(stop));

    /// <summary>What Stripe says, in the words of the house.</summary>
    public static ProviderPayment Seen(PaymentIntent intent)
    {
        var charge = intent.Charge;
        var currency = intent.Currency.ToUpperInvariant();
        return new ProviderPayment(intent.Id, Guid.TryParse(intent.Metadata?.GetValueOrDefault(PaymentKey), out var id) ? id : Guid.Empty, new Money(intent.Amount, currency), StateOf(intent.Status), charge?.AmountRefunded ?? 0)
        {
            TakenMinor = intent.Status == "succeeded" ? intent.AmountReceived : 0,
            // A fee in another currency than the payment's is not ours to convert; the balance has it.
            FeeMinor = charge?.Balance is { } balance && balance.Currency == intent.Currency ? balance.OwnFee : null,
            CommissionMinor = charge?.ApplicationFeeAmount ?? intent.ApplicationFeeAmount ?? 0,
            HeldUntil = charge?.PaymentMethodDetails?.Card?.CaptureBefore is { } until ? DateTimeOffset.FromUnixTimeSeconds(until) : null,
            SavedMethod = intent.SetupFutureUsage is not null && Expanded.IdOf(intent.Customer) is { } customer && Expanded.IdOf(intent.PaymentMethod) is { } method ? $"{customer} {method}" : null,
            PayAt = intent.Status is "requires_action" or "requires_payment_method" or "requires_confirmation" && id != Guid.Empty ? PayWithStripe.PathOf(id) : null,
        };
    }

    // A state that did not exist when this was written is no decision.
    private static ProviderState StateOf(string status) => status switch
    {
        "succeeded" => ProviderState.Succeeded,
        "requires_capture" => ProviderState.Held,
        "canceled" => ProviderState.Declined,
        _ => ProviderState.Open,
    };

    // What was taken or let go says so itself when it is read, so that each attempt may have a key of its own: under a key that broke, Stripe repeats its 500 for a day.
    private static string KeyOfAttempt(string deed, Guid key) => $"{deed}:{key}:{RandomNumberGenerator.GetHexString(16, lowercase: true)}";

    private static string Operation(Guid paymentId) => $"payment:{paymentId}";

    private Task<PaymentIntent> OnceAsync(Guid paymentId, Func<string, Task<PaymentIntent>> make, StripeClub club, CancellationToken stop) => calls.OnceAsync(
        Operation(paymentId), known => stripe.PaymentIntents.GetAsync(known, On(club), stop), since => FindAsync(paymentId, since, club, stop), make, stop);

    private async Task<PaymentIntent?> FindAsync(Guid paymentId, DateTimeOffset since, StripeClub club, CancellationToken stop)
    {
        var options = new ListOptions { Created = new CreatedOptions(since.AddMinutes(-5).ToUnixTimeSeconds(), since.AddDays(2).ToUnixTimeSeconds()) };
        while (true)
        {
            var page = await stripe.PaymentIntents.ListAsync(options, On(club), stop);
            if (page.Data.FirstOrDefault(one => one.Metadata?.GetValueOrDefault(PaymentKey) == paymentId.ToString()) is { } found) return found;
            if (!page.HasMore || page.Data.Count == 0) return null;
            options = options with { StartingAfter = page.Data[^1].Id };
        }
    }

    private PaymentIntentCreateOptions Charge(Guid paymentId, Money amount, long commission, string description, StripeClub club) => new()
    {
        Amount = amount.AmountMinor,
        Currency = amount.Currency.ToLowerInvariant(),
        ApplicationFeeAmount = commission > 0 ? commission : null,
        Description = description,
        Metadata = Metadata(paymentId),
        TransferData = settings.Destination ? new TransferDataOptions(club.Account!) : null,
        OnBehalfOf = settings.Destination ? club.Account : null,
    };

    private Dictionary<string, string> Metadata(Guid paymentId) => new() { [TenantKey] = tenant.Info.Id.ToString(), [PaymentKey] = paymentId.ToString() };

    private RequestOptions On(StripeClub club, string? key = null) => new(key, settings.Destination ? null : club.Account);

    private async Task<StripeClub> ClubAsync(CancellationToken stop) =>
        await accounts.FindAsync<StripeClub>(ProviderName, stop) is { Account: not null } club ? club : throw new InvalidOperationException("This club has no account at Stripe.");
}
