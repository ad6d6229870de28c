namespace PadelSaaS.Payments.Stripe;

/// <summary>Stripe's things, each with what we ask of it; named as in Stripe's own libraries.</summary>
internal sealed class StripeServices(StripeClient client)
{
    public PaymentIntentService PaymentIntents { get; } = new(client);

    public RefundService Refunds { get; } = new(client);

    public AccountService Accounts { get; } = new(client);

    public PayoutService Payouts { get; } = new(client);

    public DisputeService Disputes { get; } = new(client);

    public CustomerService Customers { get; } = new(client);

    public BalanceTransactionService BalanceTransactions { get; } = new(client);
}

internal sealed class PaymentIntentService(StripeClient client)
{
    private static readonly ExpandOptions WithMoney = new(["latest_charge.balance_transaction"]);

    public Task<PaymentIntent> CreateAsync(PaymentIntentCreateOptions options, RequestOptions request, CancellationToken stop) => client.PostAsync<PaymentIntent>("/v1/payment_intents", options, request, stop);

    /// <summary>With its charge and what that did to the balance.</summary>
    public Task<PaymentIntent> GetAsync(string id, RequestOptions request, CancellationToken stop) => client.GetAsync<PaymentIntent>($"/v1/payment_intents/{Uri.EscapeDataString(id)}", WithMoney, request, stop);

    public Task<PaymentIntent> CaptureAsync(string id, long amount, long? fee, RequestOptions request, CancellationToken stop) =>
        client.PostAsync<PaymentIntent>($"/v1/payment_intents/{Uri.EscapeDataString(id)}/capture", new PaymentIntentCaptureOptions(amount, fee, WithMoney.Expand), request, stop);

    public Task<PaymentIntent> CancelAsync(string id, PaymentIntentCancelOptions options, RequestOptions request, CancellationToken stop) =>
        client.PostAsync<PaymentIntent>($"/v1/payment_intents/{Uri.EscapeDataString(id)}/cancel", options, request, stop);

    public Task<StripeList<PaymentIntent>> ListAsync(ListOptions options, RequestOptions request, CancellationToken stop) => client.GetAsync<StripeList<PaymentIntent>>("/v1/payment_intents", options, request, stop);
}

internal sealed class RefundService(StripeClient client)
{
    public Task<StripeRefund> CreateAsync(RefundCreateOptions options, RequestOptions request, CancellationToken stop) => client.PostAsync<StripeRefund>("/v1/refunds", options, request, stop);

    public Task<StripeRefund> GetAsync(string id, RequestOptions request, CancellationToken stop) => client.GetAsync<StripeRefund>($"/v1/refunds/{Uri.EscapeDataString(id)}", null, request, stop);

    public Task<StripeList<StripeRefund>> ListAsync(ListOptions options, RequestOptions request, CancellationToken stop) => client.GetAsync<StripeList<StripeRefund>>("/v1/refunds", options, request, stop);

    /// <summary>Gives back a part of the platform's cut: on the platform's own account, whoever's charge it was.</summary>
    public Task<ApplicationFeeRefund> CreateOfFeeAsync(string feeId, ApplicationFeeRefundCreateOptions options, RequestOptions request, CancellationToken stop) =>
        client.PostAsync<ApplicationFeeRefund>($"/v1/application_fees/{Uri.EscapeDataString(feeId)}/refunds", options, request, stop);

    public Task<StripeList<ApplicationFeeRefund>> ListOfFeeAsync(string feeId, CancellationToken stop) =>
        client.GetAsync<StripeList<ApplicationFeeRefund>>($"/v1/application_fees/{Uri.EscapeDataString(feeId)}/refunds", new ListOptions(), new RequestOptions(), stop);
}

internal sealed class AccountService(StripeClient client)
{
    public Task<StripeAccount> CreateAsync(AccountCreateOptions options, RequestOptions request, CancellationToken stop) => client.PostAsync<StripeAccount>("/v1/accounts", options, request, stop);

    public Task<StripeAccount> GetAsync(string id, CancellationToken stop) => client.GetAsync<StripeAccount>($"/v1/accounts/{Uri.EscapeDataString(id)}", null, new RequestOptions(), stop);

    public Task<StripeList<StripeAccount>> ListAsync(ListOptions options, CancellationToken stop) => client.GetAsync<StripeList<StripeAccount>>("/v1/accounts", options, new RequestOptions(), stop);

    /// <summary>Mints a page that can be used once: never twice the same, so without a key and without trying again.</summary>
    public Task<StripeLink> CreateLinkAsync(AccountLinkCreateOptions options, CancellationToken stop) => client.PostAsync<StripeLink>("/v1/account_links", options, new RequestOptions(), stop);

    public Task<StripeLink> CreateLoginLinkAsync(string id, CancellationToken stop) => client.PostAsync<StripeLink>($"/v1/accounts/{Uri.EscapeDataString(id)}/login_links", null, new RequestOptions(), stop);
}

internal sealed class PayoutService(StripeClient client)
{
    public Task<StripePayout> GetAsync(string id, RequestOptions request, CancellationToken stop) => client.GetAsync<StripePayout>($"/v1/payouts/{Uri.EscapeDataString(id)}", null, request, stop);

    public Task<StripeList<StripePayout>> ListAsync(ListOptions options, RequestOptions request, CancellationToken stop) => client.GetAsync<StripeList<StripePayout>>("/v1/payouts", options, request, stop);
}

internal sealed class DisputeService(StripeClient client)
{
    public Task<StripeDispute> GetAsync(string id, RequestOptions request, CancellationToken stop) => client.GetAsync<StripeDispute>($"/v1/disputes/{Uri.EscapeDataString(id)}", null, request, stop);
}

internal sealed class BalanceTransactionService(StripeClient client)
{
    public Task<StripeList<BalanceTransaction>> ListAsync(ListOptions options, RequestOptions request, CancellationToken stop) => client.GetAsync<StripeList<BalanceTransaction>>("/v1/balance_transactions", options, request, stop);
}

internal sealed class CustomerService(StripeClient client)
{
    public Task<StripeCustomer> CreateAsync(CustomerCreateOptions options, RequestOptions request, CancellationToken stop) => client.PostAsync<StripeCustomer>("/v1/customers", options, request, stop);

    /// <summary>One that was deleted is found, too, and says so.</summary>
    public Task<StripeCustomer> GetAsync(string id, RequestOptions request, CancellationToken stop) => client.GetAsync<StripeCustomer>($"/v1/customers/{Uri.EscapeDataString(id)}", null, request, stop);

    public Task<StripeList<StripeCustomer>> ListAsync(ListOptions options, RequestOptions request, CancellationToken stop) => client.GetAsync<StripeList<StripeCustomer>>("/v1/customers", options, request, stop);
}
