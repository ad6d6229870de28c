namespace PadelSaaS.Payments.StripeFake;

/// <summary>Payers who deny a payment at their bank. Amount and a fee leave the balance that was paid at once, and come back when the dispute is won.</summary>
internal sealed class Disputes(StripePrices prices)
{
    private static readonly TimeSpan ToAnswer = TimeSpan.FromDays(9);
    private const string Evidence = "evidence[customer_name] evidence[customer_email_address] evidence[service_date] evidence[product_description] evidence[uncategorized_text] evidence[cancellation_policy_disclosure] evidence[refund_refusal_explanation]";

    public IEnumerable<StripeOperation> Operations =>
    [
        new("GET", "/v1/disputes", $"{Listing.Keys} charge payment_intent", (books, call, stop) => Listing.ListAsync(books, call, "dispute", stop, "charge", "payment_intent")),
        new("GET", "/v1/disputes/{dispute}", "", async (books, call, stop) => StripeAnswer.Of((await books.FindAsync("dispute", call.Id, call.Account, stop, "dispute")).Body)),
        new("POST", "/v1/disputes/{dispute}", $"{Evidence} submit metadata[*]", AnswerAsync),
        new("POST", "/v1/disputes/{dispute}/close", "", async (books, call, stop) => StripeAnswer.Of(Close(books, await FindAsync(books, call, stop), won: false).Body)),
    ];

    /// <summary>A payer denies a payment.</summary>
    public StripeObject Open(StripeBooks books, StripeObject charge, string reason)
    {
        var left = charge.Number("amount_captured") - charge.Number("amount_refunded");
        if (charge.Is("disputed") || left <= 0) throw StripeFailure.Invalid("There is nothing left to dispute on this charge.", "charge");
        var dispute = books.Add("dispute", charge.Account, charge.Id, Shapes.Dispute());
        (dispute.Body["amount"], dispute.Body["currency"], dispute.Body["charge"], dispute.Body["payment_intent"], dispute.Body["reason"]) = (left, charge.Currency, charge.Id, charge.Text("payment_intent"), reason);
        dispute.Map("evidence_details")["due_by"] = (books.Now + ToAnswer).ToUnixTimeSeconds();
        charge.Body["disputed"] = true;
        books.Tell("charge.dispute.created", dispute);
        Move(books, dispute, -left, prices.DisputeFee);
        books.Tell("charge.dispute.funds_withdrawn", dispute);
        return dispute;
    }

    /// <summary>The bank decides. Who wins has the money back, and the fee.</summary>
    public StripeObject Close(StripeBooks books, StripeObject dispute, bool won)
    {
        if (dispute.Status is "won" or "lost") throw StripeFailure.Invalid("This dispute is already closed.", "dispute");
        dispute.Body["status"] = won ? "won" : "lost";
        if (won)
        {
            Move(books, dispute, dispute.Amount, -prices.DisputeFee);
            books.Tell("charge.dispute.funds_reinstated", dispute);
        }
        books.Tell("charge.dispute.closed", dispute);
        return dispute;
    }

    private static void Move(StripeBooks books, StripeObject dispute, long amount, long fee)
    {
        var movement = new Movement(books, dispute.Currency);
        var transaction = movement.Transact(dispute.Account, "adjustment", amount, dispute.Id, books.Now, [new StripeFee("stripe_fee", fee, "Dispute fee")],
            category: amount < 0 ? "dispute" : "dispute_reversal", description: $"Chargeback {(amount < 0 ? "withdrawal" : "reversal")} for {dispute.Text("charge")}");
        movement.Outside(Movement.World, -amount);
        movement.Outside(Movement.Stripe, fee);
        dispute.Body["balance_transactions"]!.AsArray().Add(transaction.Body.DeepClone());
    }

    private async Task<StripeAnswer> AnswerAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var dispute = await FindAsync(books, call, stop);
        if (dispute.Status != "needs_response") throw StripeFailure.Invalid($"The dispute has the status {dispute.Status}: evidence is not taken any more.", "evidence");
        call.Said.Merge("evidence", dispute.Map("evidence"));
        call.Said.Merge("metadata", dispute.Map("metadata"));
        var details = dispute.Map("evidence_details");
        details["has_evidence"] = dispute.Map("evidence").Count > 0;
        if (call.Said.Flag("submit") != false)
        {
            details["submission_count"] = (int)details["submission_count"]! + 1;
            dispute.Body["status"] = "under_review";
            // As with Stripe's test disputes: what the evidence says decides.
            var text = (string?)dispute.Map("evidence")["uncategorized_text"];
            if (text is "winning_evidence" or "losing_evidence") Close(books, dispute, text == "winning_evidence");
        }
        books.Tell("charge.dispute.updated", dispute);
        return StripeAnswer.Of(dispute.Body);
    }

    private static Task<StripeObject> FindAsync(StripeBooks books, StripeCall call, CancellationToken stop) => books.FindAsync("dispute", call.Id, call.Account, stop, "dispute", toChange: true);
}
