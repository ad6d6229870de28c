using System.Text.Json.Nodes;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>The platform's commission on clubs' payments, and giving it back.</summary>
internal sealed class ApplicationFees
{
    public IEnumerable<StripeOperation> Operations =>
    [
        new("GET", "/v1/application_fees", $"{Listing.Keys} charge", (books, call, stop) => Listing.ListAsync(books, call, "application_fee", stop, "charge")),
        new("GET", "/v1/application_fees/{id}", "", async (books, call, stop) => StripeAnswer.Of((await books.FindAsync("application_fee", call.Id, StripeCall.Platform, stop)).Body)),
        new("POST", "/v1/application_fees/{id}/refunds", "amount metadata[*]", RefundAsync),
        new("GET", "/v1/application_fees/{id}/refunds", Listing.Keys, (books, call, stop) => Listing.OfAsync(books, call, "fee_refund", stop)),
    ];

    private async Task<StripeAnswer> RefundAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        if (call.IsConnected) throw StripeFailure.NoSuch("application_fee", call.Id);
        var fee = await books.FindAsync("application_fee", call.Id, StripeCall.Platform, stop, toChange: true);
        var left = fee.Amount - fee.Number("amount_refunded");
        var amount = call.Said.Amount("amount") ?? left;
        if (left == 0) throw StripeFailure.Invalid("This application fee has already been fully refunded.", "amount", "application_fee_already_refunded");
        if (amount > left) throw StripeFailure.Invalid($"Refund amount ({amount}) is greater than unrefunded amount on fee ({left}).", "amount");
        var given = GiveBack(books, fee, amount, null, fee.Text("account")!);
        call.Said.Merge("metadata", given.Map("metadata"));
        return StripeAnswer.Of(given.Body);
    }

    /// <summary>The part of a charge's fee that goes back with a refund of it. The club is whoever paid the fee.</summary>
    public async Task<(StripeObject Fee, long Amount, string Club)?> PartAsync(StripeBooks books, StripeObject charge, long taken, long before, long refund, CancellationToken stop)
    {
        var fee = await books.FindAsync("application_fee", charge.Text("application_fee")!, StripeCall.Platform, stop, toChange: true);
        return (fee, StripePrices.Part(fee.Amount, taken, before, refund, fee.Number("amount_refunded")), fee.Text("account")!);
    }

    /// <param name="within">The movement in which the club's line stands already; a movement of its own, with the club's line, otherwise.</param>
    public StripeObject GiveBack(StripeBooks books, StripeObject fee, long amount, Movement? within, string club)
    {
        var refund = books.Add("fee_refund", StripeCall.Platform, fee.Id, new JsonObject
        {
            ["amount"] = amount,
            ["balance_transaction"] = null,
            ["currency"] = fee.Currency,
            ["fee"] = fee.Id,
            ["metadata"] = new JsonObject(),
        });
        var movement = within ?? new Movement(books, fee.Currency);
        refund.Body["balance_transaction"] = movement.Transact(StripeCall.Platform, "application_fee_refund", -amount, refund.Id, books.Now).Id;
        if (within is null) movement.Transact(club, "application_fee_refund", amount, refund.Id, books.Now, category: "fee", description: "Application fee refund");
        fee.Body["amount_refunded"] = fee.Number("amount_refunded") + amount;
        fee.Body["refunded"] = fee.Number("amount_refunded") == fee.Amount;
        fee.Map("refunds")["data"]!.AsArray().Insert(0, refund.Body.DeepClone());
        books.Tell("application_fee.refunded", fee);
        return refund;
    }
}
