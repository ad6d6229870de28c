using System.Text.Json.Nodes;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>Payments as merchants see them: asked for, confirmed, taken, called off.</summary>
internal sealed class PaymentIntents(Charging charging, PaymentMethods methods)
{
    private const string Common = "amount currency customer payment_method description metadata[*] receipt_email setup_future_usage capture_method application_fee_amount " +
        "transfer_data[amount] transfer_group statement_descriptor statement_descriptor_suffix payment_method_options[card][request_three_d_secure] payment_method_options[card][setup_future_usage]";

    private const string Confirming = "return_url off_session error_on_requires_action use_stripe_sdk";

    public IEnumerable<StripeOperation> Operations =>
    [
        new("POST", "/v1/payment_intents", $"{Common} {Confirming} confirm automatic_payment_methods[enabled] automatic_payment_methods[allow_redirects] allowed_payment_method_types[] " +
            "excluded_payment_method_types[] transfer_data[destination] on_behalf_of confirmation_method", CreateAsync),
        new("GET", "/v1/payment_intents/search", "query limit page", (books, call, stop) => Listing.SearchAsync(books, call, "payment_intent", stop)),
        new("GET", "/v1/payment_intents", $"{Listing.Keys} customer", (books, call, stop) => Listing.ListAsync(books, call, "payment_intent", stop, "customer")),
        new("GET", "/v1/payment_intents/{intent}", "client_secret", async (books, call, stop) => StripeAnswer.Of((await FindAsync(books, call, stop)).Body)),
        new("POST", "/v1/payment_intents/{intent}", $"{Common} metadata", UpdateAsync),
        new("POST", "/v1/payment_intents/{intent}/confirm", $"{Confirming} payment_method receipt_email setup_future_usage capture_method allowed_payment_method_types[]", ConfirmAsync),
        new("POST", "/v1/payment_intents/{intent}/capture", "amount_to_capture application_fee_amount final_capture metadata[*] metadata statement_descriptor statement_descriptor_suffix transfer_data[amount]", CaptureAsync),
        new("POST", "/v1/payment_intents/{intent}/cancel", "cancellation_reason", CancelAsync),
    ];

    private async Task<StripeAnswer> CreateAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var said = call.Said;
        Amounts.Check(said.Amount("amount") ?? throw StripeFailure.Missing("amount"), said.Required("currency"));
        if (said.Flag("off_session") == true && said.Flag("confirm") != true) throw StripeFailure.Invalid("You can only set `off_session` when `confirm` is true.", "off_session");
        if (said.Has("automatic_payment_methods[enabled]") && (said.Has("allowed_payment_method_types[]") || said.Has("excluded_payment_method_types[]")))
            throw StripeFailure.Invalid("You may only specify one of `automatic_payment_methods` and `allowed_payment_method_types`.", "allowed_payment_method_types");
        var owner = call.IsConnected ? await books.FindAsync("account", call.Account, StripeCall.Platform, stop, "Stripe-Account") : null;
        if (owner is not null && !owner.Is("charges_enabled"))
            throw StripeFailure.Invalid("Your account cannot currently make charges. To find out why and how to resolve, please visit https://dashboard.stripe.com/account.");

        var intent = books.Add("payment_intent", call.Account, null, Shapes.PaymentIntent());
        intent.Body["client_secret"] = $"{intent.Id}_secret_{StripeIds.New("x", 25)[2..]}";
        if (owner is not null) intent.Body["application"] = StripeAccounts.Application;
        if (said.Has("allowed_payment_method_types[]"))
        {
            intent.Body["automatic_payment_methods"] = null;
            intent.Body["allowed_payment_method_types"] = new JsonArray([.. said.Many("allowed_payment_method_types[]").Select(type => (JsonNode)type)]);
        }
        if (said.Has("excluded_payment_method_types[]")) intent.Body["excluded_payment_method_types"] = new JsonArray([.. said.Many("excluded_payment_method_types[]").Select(type => (JsonNode)type)]);
        if (said.OneOf("automatic_payment_methods[allow_redirects]", "always", "never") is { } redirects) intent.Map("automatic_payment_methods")["allow_redirects"] = redirects;
        if (said.Text("transfer_data[destination]") is { } destination)
        {
            var club = await books.FindAsync("account", destination, StripeCall.Platform, stop, "transfer_data[destination]");
            if ((string?)club.Map("capabilities")["transfers"] != "active")
            {
                throw StripeFailure.State("insufficient_capabilities_for_transfer",
                    "Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments");
            }
            intent.Body["transfer_data"] = new JsonObject { ["destination"] = destination };
        }
        if (said.Text("on_behalf_of") is { } behalf)
            intent.Body["on_behalf_of"] = (await books.FindAsync("account", behalf, StripeCall.Platform, stop, "on_behalf_of")).Id;
        await SayAsync(books, call, intent, stop);
        books.Tell("payment_intent.created", intent);
        return said.Flag("confirm") == true ? await charging.ConfirmAsync(books, intent, Confirmation.Of(call), stop) : StripeAnswer.Of(intent.Body);
    }

    private async Task<StripeAnswer> UpdateAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var intent = await FindAsync(books, call, stop);
        var isOpen = intent.Status is "requires_payment_method" or "requires_confirmation" or "requires_action";
        var onlyWords = call.Said.Keys.All(key => key.StartsWith("metadata", StringComparison.Ordinal) || key is "description" or "receipt_email" or "transfer_group" or "expand[]");
        if (!isOpen && !onlyWords) throw Unexpected(intent, "updated", "You can only update the description and metadata of a PaymentIntent");
        await SayAsync(books, call, intent, stop);
        return StripeAnswer.Of(intent.Body);
    }

    private async Task<StripeAnswer> ConfirmAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var intent = await FindAsync(books, call, stop);
        if (intent.Status is not ("requires_payment_method" or "requires_confirmation" or "requires_action"))
            throw Unexpected(intent, "confirmed", intent.Status == "succeeded" ? "You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed" : "You cannot confirm this PaymentIntent");
        await SayAsync(books, call, intent, stop);
        return await charging.ConfirmAsync(books, intent, Confirmation.Of(call), stop);
    }

    private async Task<StripeAnswer> CaptureAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var intent = await FindAsync(books, call, stop);
        if (intent.Status != "requires_capture") throw Unexpected(intent, "captured", "This PaymentIntent could not be captured");
        var amount = call.Said.Amount("amount_to_capture") ?? intent.Number("amount_capturable");
        if (amount > intent.Number("amount_capturable"))
            throw StripeFailure.State("amount_too_large", $"The requested capture amount is greater than the authorized amount. The amount should be at most {intent.Number("amount_capturable")}.", intent.Body);
        if (call.Said.Number("application_fee_amount") is { } fee)
        {
            Amounts.CheckFee(fee, amount, intent);
            intent.Body["application_fee_amount"] = fee;
        }
        if (call.Said.Amount("transfer_data[amount]") is { } part) Amounts.SayTransfer(part, amount, intent);
        call.Said.Merge("metadata", intent.Map("metadata"));
        await charging.CaptureAsync(books, intent, amount, stop);
        return StripeAnswer.Of(intent.Body);
    }

    private async Task<StripeAnswer> CancelAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var intent = await FindAsync(books, call, stop);
        if (intent.Status is "succeeded" or "canceled" or "processing") throw Unexpected(intent, "canceled", "You cannot cancel this PaymentIntent");
        await charging.CancelAsync(books, intent, call.Said.OneOf("cancellation_reason", "abandoned", "duplicate", "fraudulent", "requested_by_customer"), stop);
        return StripeAnswer.Of(intent.Body);
    }

    private static Task<StripeObject> FindAsync(StripeBooks books, StripeCall call, CancellationToken stop) =>
        books.FindAsync("payment_intent", call.Id, call.Account, stop, "intent", toChange: true);

    private static StripeFailure Unexpected(StripeObject intent, string done, string because) => StripeFailure.State("payment_intent_unexpected_state",
        $"{because}: it has a status of {intent.Status}, and cannot be {done} any more.", intent.Body);

    // What creating, updating and confirming may say alike.
    private async Task SayAsync(StripeBooks books, StripeCall call, StripeObject intent, CancellationToken stop)
    {
        var said = call.Said;
        if (said.Amount("amount") is { } amount) intent.Body["amount"] = amount;
        if (said.Text("currency") is { } currency) intent.Body["currency"] = currency.ToLowerInvariant();
        Amounts.Check(intent.Amount, intent.Currency);
        foreach (var name in new[] { "description", "receipt_email", "statement_descriptor", "statement_descriptor_suffix", "transfer_group" })
            if (said.Has(name)) intent.Body[name] = said.Text(name);
        if (said.Has("setup_future_usage")) intent.Body["setup_future_usage"] = said.OneOf("setup_future_usage", "off_session", "on_session");
        if (said.OneOf("capture_method", "automatic", "automatic_async", "manual") is { } capture) intent.Body["capture_method"] = capture;
        if (said.Has("payment_method_options[card][request_three_d_secure]"))
            intent.Body["payment_method_options"] = new JsonObject { ["card"] = new JsonObject { ["request_three_d_secure"] = said.OneOf("payment_method_options[card][request_three_d_secure]", "any", "automatic", "challenge") } };
        said.Merge("metadata", intent.Map("metadata"));
        if (said.Text("customer") is { } customer) intent.Body["customer"] = (await books.FindAsync("customer", customer, intent.Account, stop, "customer")).Id;
        if (said.Has("application_fee_amount"))
        {
            if (said.Number("application_fee_amount") is { } fee) Amounts.CheckFee(fee, intent.Amount, intent);
            intent.Body["application_fee_amount"] = said.Number("application_fee_amount");
        }
        if (said.Amount("transfer_data[amount]") is { } part) Amounts.SayTransfer(part, intent.Amount, intent);
        if (said.Text("payment_method") is { } method)
        {
            intent.Body["payment_method"] = (await methods.UseAsync(books, method, intent.Account, stop)).Id;
            if (intent.Status == "requires_payment_method") intent.Body["status"] = "requires_confirmation";
        }
    }
}
