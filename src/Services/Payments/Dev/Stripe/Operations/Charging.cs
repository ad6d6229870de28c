using System.Text.Json.Nodes;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>What a confirmation says of its payer.</summary>
/// <param name="OffSession">The payer is not there and can confirm nothing.</param>
internal sealed record Confirmation(bool OffSession, string? ReturnUrl, bool FailsOnAction, string Origin)
{
    /// <summary>The payer has just confirmed at the bank.</summary>
    public bool IsAuthenticated { get; init; }

    public static Confirmation Of(StripeCall call) =>
        new(call.Said.Flag("off_session") ?? false, call.Said.Text("return_url"), call.Said.Flag("error_on_requires_action") ?? false, call.Origin);
}

/// <summary>Charges cards: holds or takes what an intent asks for, by the way the card behaves.</summary>
internal sealed class Charging(StripePrices prices, PaymentMethods methods, Settling settling)
{
    public async Task<StripeAnswer> ConfirmAsync(StripeBooks books, StripeObject intent, Confirmation said, CancellationToken stop)
    {
        if (intent.Text("payment_method") is not { } id)
        {
            throw StripeFailure.State("payment_intent_unexpected_state",
                "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.", intent.Body);
        }
        if (said.ReturnUrl is null && !said.OffSession && !said.IsAuthenticated && (bool?)intent.Body["automatic_payment_methods"]?["enabled"] == true && (string?)intent.Body["automatic_payment_methods"]!["allow_redirects"] != "never")
        {
            throw StripeFailure.Invalid("This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a " +
                "`return_url`. If you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.", "return_url");
        }
        var method = await books.FindAsync("payment_method", id, intent.Account, stop, "payment_method");
        if (said.ReturnUrl is not null) intent.Hidden["return_url"] = said.ReturnUrl;
        intent.Body["last_payment_error"] = null;
        intent.Body["next_action"] = null;
        var card = PaymentMethods.CardOf(method);
        var isSetUp = (bool?)method.Hidden["set_up"] == true;
        var mustAct = !said.IsAuthenticated && (card.Challenge == Challenge.Always || (card.Challenge == Challenge.UnlessSetUp && !(said.OffSession && isSetUp)));
        if (mustAct && (said.OffSession || said.FailsOnAction))
            return Decline(books, intent, method, "authentication_required", said.OffSession ? "authentication_required" : null, "Your card was declined. This transaction requires authentication.");
        if (mustAct) return Challenged(books, intent, said);
        if (card.Code is { } code) return Decline(books, intent, method, code, card.DeclineCode, card.Message);
        if (card.Slow > TimeSpan.Zero) return Slowly(books, intent, card);
        await AuthoriseAsync(books, intent, method, stop);
        return StripeAnswer.Of(intent.Body);
    }

    /// <summary>The money is held, or taken.</summary>
    public async Task AuthoriseAsync(StripeBooks books, StripeObject intent, StripeObject method, CancellationToken stop)
    {
        var charge = NewCharge(books, intent, method);
        charge.Body["paid"] = true;
        charge.Body["status"] = "succeeded";
        (intent.Body["processing"], intent.Body["next_action"]) = (null, null);
        await methods.KeepAsync(books, method, intent.Text("customer"), intent.Text("setup_future_usage"), stop);
        if (intent.Text("capture_method") == "manual")
        {
            var until = books.Now + prices.Authorisation;
            charge.Body["payment_method_details"]!["card"]!["capture_before"] = until.ToUnixTimeSeconds();
            (intent.Body["status"], intent.Body["amount_capturable"]) = ("requires_capture", intent.Amount);
            books.Tell("charge.succeeded", charge);
            books.Tell("payment_intent.amount_capturable_updated", intent);
            books.Work.RingAt(until, StripeTime.Job, $"expire {intent.Id}");
            return;
        }
        await CaptureAsync(books, intent, intent.Amount, stop);
        books.Tell("charge.succeeded", charge);
    }

    /// <summary>Takes what was held, or less of it; the rest is let go.</summary>
    public async Task CaptureAsync(StripeBooks books, StripeObject intent, long amount, CancellationToken stop)
    {
        var wasHeld = intent.Status == "requires_capture";
        var charge = await books.FindAsync("charge", intent.Text("latest_charge")!, intent.Account, stop, toChange: true);
        (charge.Body["captured"], charge.Body["amount_captured"]) = (true, amount);
        if (intent.Body["application_fee_amount"] is not null && intent.Number("application_fee_amount") > amount) intent.Body["application_fee_amount"] = amount;
        charge.Body["application_fee_amount"] = intent.Body["application_fee_amount"]?.DeepClone();
        (intent.Body["status"], intent.Body["amount_capturable"], intent.Body["amount_received"]) = ("succeeded", 0, amount);
        await settling.TakeAsync(books, intent, charge, amount, stop);
        if (wasHeld) books.Tell("charge.captured", charge);
        books.Tell("payment_intent.succeeded", intent);
    }

    /// <summary>Lets go of what was held.</summary>
    public async Task CancelAsync(StripeBooks books, StripeObject intent, string? reason, CancellationToken stop)
    {
        var wasHeld = intent.Status == "requires_capture";
        (intent.Body["status"], intent.Body["canceled_at"], intent.Body["cancellation_reason"]) = ("canceled", books.Now.ToUnixTimeSeconds(), reason);
        (intent.Body["amount_capturable"], intent.Body["next_action"]) = (0, null);
        if (wasHeld)
        {
            var charge = await books.FindAsync("charge", intent.Text("latest_charge")!, intent.Account, stop, toChange: true);
            (charge.Body["refunded"], charge.Body["amount_refunded"]) = (true, charge.Amount);
            books.Tell(reason == "automatic" ? "charge.expired" : "charge.refunded", charge);
        }
        books.Tell("payment_intent.canceled", intent);
    }

    /// <summary>The card's no. What it leaves behind stands: the failed charge, and the intent without its method.</summary>
    public StripeAnswer Decline(StripeBooks books, StripeObject intent, StripeObject method, string code, string? declineCode, string message)
    {
        var charge = NewCharge(books, intent, method);
        (charge.Body["status"], charge.Body["failure_code"], charge.Body["failure_message"]) = ("failed", code, message);
        charge.Body["outcome"] = new JsonObject
        {
            ["advice_code"] = null,
            ["network_advice_code"] = null,
            ["network_decline_code"] = null,
            ["network_status"] = "declined_by_network",
            ["reason"] = declineCode,
            ["risk_level"] = "normal",
            ["seller_message"] = "The bank did not return any further details with this decline.",
            ["type"] = "issuer_declined",
        };
        var failure = StripeFailure.Card(code, declineCode, message, charge.Id);
        var error = failure.Body("")["error"]!.DeepClone().AsObject();
        error.Remove("request_log_url");
        error["payment_method"] = method.Body.DeepClone();
        (intent.Body["status"], intent.Body["payment_method"], intent.Body["last_payment_error"]) = ("requires_payment_method", null, error.DeepClone());
        intent.Body["processing"] = null;
        books.Tell("charge.failed", charge);
        books.Tell("payment_intent.payment_failed", intent);
        error["payment_intent"] = intent.Body.DeepClone();
        return new StripeAnswer(402, new JsonObject { ["error"] = error });
    }

    private static StripeAnswer Challenged(StripeBooks books, StripeObject intent, Confirmation said)
    {
        intent.Body["status"] = "requires_action";
        var page = $"{said.Origin}{StripePages.ChallengePath(intent.Text("client_secret")!)}";
        intent.Body["next_action"] = said.ReturnUrl is { } back
            ? new JsonObject { ["redirect_to_url"] = new JsonObject { ["return_url"] = back, ["url"] = page }, ["type"] = "redirect_to_url" }
            : new JsonObject { ["type"] = "use_stripe_sdk", ["use_stripe_sdk"] = new JsonObject { ["type"] = "three_d_secure_redirect", ["stripe_js"] = page } };
        books.Tell("payment_intent.requires_action", intent);
        return StripeAnswer.Of(intent.Body);
    }

    private static StripeAnswer Slowly(StripeBooks books, StripeObject intent, TestCard card)
    {
        (intent.Body["status"], intent.Body["processing"]) = ("processing", new JsonObject { ["type"] = "card", ["card"] = new JsonObject() });
        books.Tell("payment_intent.processing", intent);
        books.Work.RingAt(books.Now + card.Slow, StripeTime.Job, $"pay {intent.Id}");
        return StripeAnswer.Of(intent.Body);
    }

    private static StripeObject NewCharge(StripeBooks books, StripeObject intent, StripeObject method)
    {
        var charge = books.Add("charge", intent.Account, intent.Id, Shapes.Charge());
        foreach (var name in new[] { "amount", "application", "application_fee_amount", "currency", "customer", "description", "metadata", "on_behalf_of", "receipt_email", "statement_descriptor", "statement_descriptor_suffix", "transfer_data", "transfer_group" })
            charge.Body[name] = intent.Body[name]?.DeepClone();
        (charge.Body["payment_intent"], charge.Body["payment_method"]) = (intent.Id, method.Id);
        charge.Body["billing_details"] = method.Body["billing_details"]!.DeepClone();
        charge.Body["payment_method_details"] = new JsonObject { ["card"] = PaymentMethods.CardOf(method).Card(), ["type"] = "card" };
        intent.Body["latest_charge"] = charge.Id;
        return charge;
    }
}
