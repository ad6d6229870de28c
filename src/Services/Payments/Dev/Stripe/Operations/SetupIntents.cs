using System.Text.Json.Nodes;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>Keeping a card without charging it.</summary>
internal sealed class SetupIntents(PaymentMethods methods)
{
    public IEnumerable<StripeOperation> Operations =>
    [
        new("POST", "/v1/setup_intents", "customer usage payment_method confirm return_url description metadata[*] automatic_payment_methods[enabled] automatic_payment_methods[allow_redirects] allowed_payment_method_types[] use_stripe_sdk", CreateAsync),
        new("GET", "/v1/setup_intents", $"{Listing.Keys} customer payment_method", (books, call, stop) => Listing.ListAsync(books, call, "setup_intent", stop, "customer", "payment_method")),
        new("GET", "/v1/setup_intents/{intent}", "client_secret", async (books, call, stop) => StripeAnswer.Of((await FindAsync(books, call, stop)).Body)),
        new("POST", "/v1/setup_intents/{intent}/confirm", "payment_method return_url use_stripe_sdk", ConfirmAsync),
        new("POST", "/v1/setup_intents/{intent}/cancel", "cancellation_reason", CancelAsync),
    ];

    private async Task<StripeAnswer> CreateAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var intent = books.Add("setup_intent", call.Account, null, Shapes.SetupIntent());
        intent.Body["client_secret"] = $"{intent.Id}_secret_{StripeIds.New("x", 25)[2..]}";
        intent.Body["usage"] = call.Said.OneOf("usage", "off_session", "on_session") ?? "off_session";
        intent.Body["description"] = call.Said.Text("description");
        call.Said.Merge("metadata", intent.Map("metadata"));
        if (call.Said.Text("customer") is { } customer) intent.Body["customer"] = (await books.FindAsync("customer", customer, call.Account, stop, "customer")).Id;
        if (call.Said.OneOf("automatic_payment_methods[allow_redirects]", "always", "never") is { } redirects) intent.Map("automatic_payment_methods")["allow_redirects"] = redirects;
        await SayMethodAsync(books, call, intent, stop);
        books.Tell("setup_intent.created", intent);
        return call.Said.Flag("confirm") == true ? await ConfirmAsync(books, intent, Confirmation.Of(call), stop) : StripeAnswer.Of(intent.Body);
    }

    private async Task<StripeAnswer> ConfirmAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var intent = await FindAsync(books, call, stop);
        await SayMethodAsync(books, call, intent, stop);
        return await ConfirmAsync(books, intent, Confirmation.Of(call), stop);
    }

    public async Task<StripeAnswer> ConfirmAsync(StripeBooks books, StripeObject intent, Confirmation said, CancellationToken stop)
    {
        if (intent.Status is "succeeded" or "canceled" || intent.Text("payment_method") is null)
            throw new StripeFailure(400, "invalid_request_error", "setup_intent_unexpected_state", $"You cannot confirm this SetupIntent because it has a status of {intent.Status}.") { SetupIntent = intent.Body };
        if (said.ReturnUrl is not null) intent.Hidden["return_url"] = said.ReturnUrl;
        var method = await books.FindAsync("payment_method", intent.Text("payment_method")!, intent.Account, stop, toChange: true);
        var card = PaymentMethods.CardOf(method);
        if (card.Challenge != Challenge.Never && !said.IsAuthenticated)
        {
            var page = $"{said.Origin}{StripePages.ChallengePath(intent.Text("client_secret")!)}";
            intent.Body["status"] = "requires_action";
            intent.Body["next_action"] = new JsonObject { ["redirect_to_url"] = new JsonObject { ["return_url"] = said.ReturnUrl, ["url"] = page }, ["type"] = "redirect_to_url" };
            books.Tell("setup_intent.requires_action", intent);
            return StripeAnswer.Of(intent.Body);
        }
        if (card is { Code: { } code, Challenge: Challenge.Never } && card.Name != "pm_card_chargeCustomerFail") return Decline(books, intent, method, code, card.DeclineCode, card.Message);
        (intent.Body["status"], intent.Body["next_action"], intent.Body["last_setup_error"]) = ("succeeded", null, null);
        if (intent.Text("customer") is { } customer) PaymentMethods.Keep(books, method, customer, intent.Text("usage")!);
        books.Tell("setup_intent.succeeded", intent);
        return StripeAnswer.Of(intent.Body);
    }

    public static StripeAnswer Decline(StripeBooks books, StripeObject intent, StripeObject method, string code, string? declineCode, string message)
    {
        var error = StripeFailure.Card(code, declineCode, message, null).Body("")["error"]!.DeepClone().AsObject();
        error.Remove("request_log_url");
        error["payment_method"] = method.Body.DeepClone();
        (intent.Body["status"], intent.Body["payment_method"], intent.Body["next_action"], intent.Body["last_setup_error"]) = ("requires_payment_method", null, null, error.DeepClone());
        books.Tell("setup_intent.setup_failed", intent);
        error["setup_intent"] = intent.Body.DeepClone();
        return new StripeAnswer(402, new JsonObject { ["error"] = error });
    }

    private static async Task<StripeAnswer> CancelAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var intent = await FindAsync(books, call, stop);
        if (intent.Status is "succeeded" or "canceled")
            throw new StripeFailure(400, "invalid_request_error", "setup_intent_unexpected_state", $"You cannot cancel this SetupIntent because it has a status of {intent.Status}.") { SetupIntent = intent.Body };
        (intent.Body["status"], intent.Body["cancellation_reason"]) = ("canceled", call.Said.OneOf("cancellation_reason", "abandoned", "duplicate", "requested_by_customer"));
        books.Tell("setup_intent.canceled", intent);
        return StripeAnswer.Of(intent.Body);
    }

    private async Task SayMethodAsync(StripeBooks books, StripeCall call, StripeObject intent, CancellationToken stop)
    {
        if (call.Said.Text("payment_method") is not { } method) return;
        intent.Body["payment_method"] = (await methods.UseAsync(books, method, call.Account, stop)).Id;
        if (intent.Status == "requires_payment_method") intent.Body["status"] = "requires_confirmation";
    }

    private static Task<StripeObject> FindAsync(StripeBooks books, StripeCall call, CancellationToken stop) => books.FindAsync("setup_intent", call.Id, call.Account, stop, "intent", toChange: true);
}
