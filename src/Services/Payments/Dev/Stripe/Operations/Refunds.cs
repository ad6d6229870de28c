using System.Text.Json.Nodes;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>Money back to the card: out of the balance of whoever was paid, with or without the commission and the club's part.</summary>
internal sealed class Refunds(ApplicationFees fees)
{
    /// <summary>How long a refund takes with a bank that takes its time, and after which one fails with a bank that has closed the account.</summary>
    public static readonly TimeSpan BankTakes = TimeSpan.FromHours(24);

    public IEnumerable<StripeOperation> Operations =>
    [
        new("POST", "/v1/refunds", "payment_intent charge amount reason reverse_transfer refund_application_fee metadata[*] metadata", CreateAsync),
        new("GET", "/v1/refunds", $"{Listing.Keys} payment_intent charge", (books, call, stop) => Listing.ListAsync(books, call, "refund", stop, "payment_intent", "charge")),
        new("GET", "/v1/refunds/{refund}", "", async (books, call, stop) => StripeAnswer.Of((await books.FindAsync("refund", call.Id, call.Account, stop, "refund")).Body)),
        new("POST", "/v1/refunds/{refund}", "metadata metadata[*]", UpdateAsync),
        new("POST", "/v1/refunds/{refund}/cancel", "", CancelAsync),
    ];

    private async Task<StripeAnswer> CreateAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var said = call.Said;
        var charge = await ChargeAsync(books, call, stop);
        if (charge.Is("disputed")) throw StripeFailure.State("charge_disputed", $"The charge {charge.Id} is disputed and cannot be refunded.");
        if (!charge.Is("captured") || charge.Status != "succeeded") throw StripeFailure.Invalid($"The charge {charge.Id} has not been captured: cancel its PaymentIntent instead.", "charge", "charge_not_refundable");
        var left = charge.Number("amount_captured") - charge.Number("amount_refunded");
        if (left <= 0) throw StripeFailure.State("charge_already_refunded", $"Charge {charge.Id} has already been refunded.");
        var amount = said.Amount("amount") ?? left;
        if (amount > left) throw StripeFailure.Invalid($"Refund amount ({amount}) is greater than unrefunded amount on charge ({left}).", "amount");
        var transfer = charge.Text("transfer") is { } made ? await books.FindAsync("transfer", made, StripeCall.Platform, stop, toChange: true) : null;
        if (said.Flag("reverse_transfer") == true && transfer is null) throw StripeFailure.Invalid("Cannot reverse transfer on a charge without an associated transfer.", "reverse_transfer");
        if (said.Flag("refund_application_fee") == true && charge.Text("application_fee") is null)
            throw StripeFailure.Invalid("This charge has no application fee, so it cannot be refunded with `refund_application_fee`.", "refund_application_fee");

        var refund = books.Add("refund", call.Account, charge.Id, Shapes.Refund());
        foreach (var name in new[] { "currency", "customer", "payment_intent", "payment_method" }) refund.Body[name] = charge.Body[name]?.DeepClone();
        (refund.Body["amount"], refund.Body["charge"], refund.Body["reason"]) = (amount, charge.Id, said.OneOf("reason", "duplicate", "fraudulent", "requested_by_customer"));
        said.Merge("metadata", refund.Map("metadata"));
        await MoveAsync(books, call, charge, transfer, refund, amount, stop);
        await BehaveAsync(books, charge, refund, stop);
        books.Tell("refund.created", refund);
        books.Tell("charge.refunded", charge);
        return StripeAnswer.Of(refund.Body);
    }

    private async Task MoveAsync(StripeBooks books, StripeCall call, StripeObject charge, StripeObject? transfer, StripeObject refund, long amount, CancellationToken stop)
    {
        var (before, taken) = (charge.Number("amount_refunded"), charge.Number("amount_captured"));
        var back = call.Said.Flag("refund_application_fee") == true ? await fees.PartAsync(books, charge, taken, before, amount, stop) : null;
        var movement = new Movement(books, charge.Currency);
        // The commission that comes back to a club lessens what its refund costs it.
        var feeBack = charge.Account != StripeCall.Platform ? back?.Amount ?? 0 : 0;
        refund.Body["balance_transaction"] = movement.Transact(charge.Account, "refund", -amount, refund.Id, books.Now,
            feeBack > 0 ? [new StripeFee("application_fee", -feeBack, $"{StripeAccounts.PlatformName} application fee refund")] : [], description: "REFUND FOR CHARGE").Id;
        movement.Outside(Movement.World, amount);
        if (back is { Amount: > 0 }) fees.GiveBack(books, back.Value.Fee, back.Value.Amount, feeBack > 0 ? movement : null, back.Value.Club);
        if (call.Said.Flag("reverse_transfer") == true && transfer is not null)
        {
            var part = StripePrices.Part(transfer.Amount, taken, before, amount, transfer.Number("amount_reversed"));
            if (part > 0) refund.Body["transfer_reversal"] = Transfers.Reverse(books, transfer, part, refund.Id).Id;
        }
        charge.Body["amount_refunded"] = before + amount;
        charge.Body["refunded"] = before + amount == taken;
    }

    private static async Task BehaveAsync(StripeBooks books, StripeObject charge, StripeObject refund, CancellationToken stop)
    {
        var card = PaymentMethods.CardOf(await books.FindAsync("payment_method", charge.Text("payment_method")!, charge.Account, stop));
        var fault = await StripeFaults.OnRefundAsync(books, charge.Account, stop);
        var behaves = fault ?? card.Refund;
        if (behaves == "pending") (refund.Body["status"], refund.Body["pending_reason"]) = ("pending", "processing");
        if (behaves is "pending" or "fails") books.Work.RingAt(books.Now + BankTakes, StripeTime.Job, $"{(behaves == "fails" ? "fail" : "settle")} {refund.Id}");
    }

    /// <summary>The club gives everything back in Stripe's own pages: as there, the commission stays with the platform.</summary>
    public async Task FromDashboardAsync(StripeBooks books, string account, string charge, CancellationToken stop) =>
        await CreateAsync(books, new StripeCall("POST", "/v1/refunds", account, Parameters.OfForm($"charge={charge}"), [], "", null, "", books.Now), stop);

    /// <summary>The bank has done it at last.</summary>
    public static void Settle(StripeBooks books, StripeObject refund)
    {
        if (refund.Status != "pending") return;
        refund.Body["status"] = "succeeded";
        refund.Body.Remove("pending_reason");
        books.Tell("refund.updated", refund, new JsonObject { ["status"] = "pending" });
    }

    /// <summary>The bank sends it back: the money returns to the balance it came from; commission and transfers stay where they went.</summary>
    public async Task FailAsync(StripeBooks books, StripeObject refund, string status, CancellationToken stop)
    {
        if (refund.Status is "failed" or "canceled") return;
        var charge = await books.FindAsync("charge", refund.Text("charge")!, refund.Account, stop, toChange: true);
        refund.Body["status"] = status;
        if (status == "failed") refund.Body["failure_reason"] = "lost_or_stolen_card";
        refund.Body.Remove("pending_reason");
        var movement = new Movement(books, refund.Currency);
        refund.Body["failure_balance_transaction"] = movement.Transact(refund.Account, "refund_failure", refund.Amount, refund.Id, books.Now).Id;
        movement.Outside(Movement.World, -refund.Amount);
        charge.Body["amount_refunded"] = charge.Number("amount_refunded") - refund.Amount;
        charge.Body["refunded"] = false;
        books.Tell("refund.updated", refund);
        if (status == "failed") books.Tell("refund.failed", refund);
    }

    private static async Task<StripeObject> ChargeAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        if (call.Said.Text("charge") is { } id) return await books.FindAsync("charge", id, call.Account, stop, "charge", toChange: true);
        var intent = await books.FindAsync("payment_intent", call.Said.Text("payment_intent") ?? throw StripeFailure.Invalid("One of the following params should be provided for this request: payment_intent or charge."),
            call.Account, stop, "payment_intent", toChange: true);
        if (intent.Status != "succeeded") throw StripeFailure.State("payment_intent_unexpected_state", "This PaymentIntent does not have a successful charge to refund.", intent.Body);
        return await books.FindAsync("charge", intent.Text("latest_charge")!, call.Account, stop, toChange: true);
    }

    private static async Task<StripeAnswer> UpdateAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var refund = await books.FindAsync("refund", call.Id, call.Account, stop, "refund", toChange: true);
        call.Said.Merge("metadata", refund.Map("metadata"));
        books.Tell("refund.updated", refund);
        return StripeAnswer.Of(refund.Body);
    }

    private async Task<StripeAnswer> CancelAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var refund = await books.FindAsync("refund", call.Id, call.Account, stop, "refund", toChange: true);
        if (refund.Status != "requires_action") throw StripeFailure.Invalid($"You cannot cancel a refund with the status {refund.Status}.", "refund");
        await FailAsync(books, refund, "canceled", stop);
        return StripeAnswer.Of(refund.Body);
    }
}
