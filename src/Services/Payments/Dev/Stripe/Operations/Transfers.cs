using System.Text.Json.Nodes;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>Money that the platform hands to a club, and takes back.</summary>
internal sealed class Transfers(Balances balances)
{
    public IEnumerable<StripeOperation> Operations =>
    [
        new("POST", "/v1/transfers", "amount currency destination source_transaction transfer_group description metadata[*]", CreateAsync),
        new("GET", "/v1/transfers", $"{Listing.Keys} destination transfer_group", (books, call, stop) => Listing.ListAsync(books, call, "transfer", stop, "destination", "transfer_group")),
        new("GET", "/v1/transfers/{transfer}", "", async (books, call, stop) => StripeAnswer.Of((await books.FindAsync("transfer", call.Id, StripeCall.Platform, stop, "transfer")).Body)),
        new("POST", "/v1/transfers/{id}/reversals", "amount refund_application_fee description metadata metadata[*]", ReverseAsync),
        new("GET", "/v1/transfers/{id}/reversals", Listing.Keys, (books, call, stop) => Listing.OfAsync(books, call, "transfer_reversal", stop)),
    ];

    private async Task<StripeAnswer> CreateAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        if (call.IsConnected) throw StripeFailure.Invalid("Transfers are made by the platform: this call must not name another account.", "Stripe-Account");
        var amount = call.Said.Amount("amount") ?? throw StripeFailure.Missing("amount");
        var currency = call.Said.Required("currency").ToLowerInvariant();
        var club = await books.FindAsync("account", call.Said.Required("destination"), StripeCall.Platform, stop, "destination", toChange: true);
        if ((string?)club.Map("capabilities")["transfers"] != "active")
            throw StripeFailure.State("insufficient_capabilities_for_transfer", "Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments");
        var charge = call.Said.Text("source_transaction") is { } source ? await books.FindAsync("charge", source, StripeCall.Platform, stop, "source_transaction", toChange: true) : null;
        var availableOn = books.Now;
        if (charge is not null)
        {
            // The money of a payment can be handed on once, and comes when the payment's does.
            var given = (await books.OfAsync(charge.Id, "transfer", stop)).Sum(one => one.Amount);
            if (given + amount > charge.Number("amount_captured")) throw StripeFailure.State("transfer_source_balance_insufficient", "The sum of transfers of this charge would be more than the charge.");
            var transaction = await books.FindAsync("balance_transaction", charge.Text("balance_transaction") ?? throw StripeFailure.Invalid("The source charge is not captured.", "source_transaction"), StripeCall.Platform, stop);
            availableOn = DateTimeOffset.FromUnixTimeSeconds(transaction.Number("available_on"));
        }
        else await balances.RequireAsync(books, StripeCall.Platform, currency, amount, stop);

        var made = Make(books, club.Id, amount, currency, charge?.Id, call.Said.Text("transfer_group") ?? charge?.Text("transfer_group"), call.Said.Text("description"), availableOn, []).Transfer;
        call.Said.Merge("metadata", made.Map("metadata"));
        books.Tell("transfer.created", made);
        return StripeAnswer.Of(made.Body);
    }

    private async Task<StripeAnswer> ReverseAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var transfer = await books.FindAsync("transfer", call.Id, StripeCall.Platform, stop, "transfer", toChange: true);
        var left = transfer.Amount - transfer.Number("amount_reversed");
        var amount = call.Said.Amount("amount") ?? left;
        if (amount > left || left == 0) throw StripeFailure.Invalid($"Reversal amount ({amount}) is greater than the amount left on the transfer ({left}).", "amount");
        await balances.RequireAsync(books, transfer.Text("destination")!, transfer.Currency, amount, stop, withPending: true);
        var reversal = Reverse(books, transfer, amount, null);
        call.Said.Merge("metadata", reversal.Map("metadata"));
        return StripeAnswer.Of(reversal.Body);
    }

    /// <summary>Moves money from the platform to a club, where it appears as a payment.</summary>
    public static (StripeObject Transfer, Movement Movement) Make(
        StripeBooks books, string club, long amount, string currency, string? charge, string? group, string? description, DateTimeOffset availableOn, IReadOnlyList<StripeFee> fees)
    {
        var transfer = books.Add("transfer", StripeCall.Platform, charge, Shapes.Transfer());
        var payment = books.Add("charge", club, transfer.Id, Shapes.Charge(), StripeIds.New("py"));
        foreach (var one in new[] { transfer, payment }) (one.Body["amount"], one.Body["currency"], one.Body["transfer_group"]) = (amount, currency, group);
        (payment.Body["amount_captured"], payment.Body["captured"], payment.Body["paid"], payment.Body["status"], payment.Body["source_transfer"]) = (amount, true, true, "succeeded", transfer.Id);
        (transfer.Body["destination"], transfer.Body["destination_payment"], transfer.Body["source_transaction"], transfer.Body["description"]) = (club, payment.Id, charge, description);
        transfer.Body["reversals"] = Shapes.List($"/v1/transfers/{transfer.Id}/reversals", []);
        var movement = new Movement(books, currency);
        transfer.Body["balance_transaction"] = movement.Transact(StripeCall.Platform, "transfer", -amount, transfer.Id, availableOn).Id;
        payment.Body["balance_transaction"] = movement.Transact(club, "payment", amount, payment.Id, availableOn, fees, category: "charge").Id;
        return (transfer, movement);
    }

    /// <summary>Takes money back from a club.</summary>
    public static StripeObject Reverse(StripeBooks books, StripeObject transfer, long amount, string? refund)
    {
        var club = transfer.Text("destination")!;
        var reversal = books.Add("transfer_reversal", StripeCall.Platform, transfer.Id, new JsonObject
        {
            ["amount"] = amount,
            ["balance_transaction"] = null,
            ["currency"] = transfer.Currency,
            ["destination_payment_refund"] = null,
            ["metadata"] = new JsonObject(),
            ["source_refund"] = refund,
            ["transfer"] = transfer.Id,
        });
        var back = books.Add("refund", club, transfer.Text("destination_payment"), Shapes.Refund(), StripeIds.New("pyr"));
        (back.Body["amount"], back.Body["currency"], back.Body["charge"], back.Body["source_transfer_reversal"]) = (amount, transfer.Currency, transfer.Text("destination_payment"), reversal.Id);
        reversal.Body["destination_payment_refund"] = back.Id;
        var movement = new Movement(books, transfer.Currency);
        reversal.Body["balance_transaction"] = movement.Transact(StripeCall.Platform, "transfer_refund", amount, reversal.Id, books.Now, category: "transfer_reversal").Id;
        back.Body["balance_transaction"] = movement.Transact(club, "payment_refund", -amount, back.Id, books.Now, category: "refund").Id;
        transfer.Body["amount_reversed"] = transfer.Number("amount_reversed") + amount;
        transfer.Body["reversed"] = transfer.Number("amount_reversed") == transfer.Amount;
        transfer.Map("reversals")["data"]!.AsArray().Insert(0, reversal.Body.DeepClone());
        books.Tell("transfer.reversed", transfer);
        return reversal;
    }
}
