using System.Text.Json.Nodes;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>
/// Brings taken money to its owners. A direct charge belongs to the club, which pays Stripe's fee and the platform's; a destination charge
/// belongs to the platform, which pays Stripe's fee and transfers to the club.
/// </summary>
internal sealed class Settling(StripePrices prices, Disputes disputes)
{
    public async Task TakeAsync(StripeBooks books, StripeObject intent, StripeObject charge, long amount, CancellationToken stop)
    {
        var method = await books.FindAsync("payment_method", charge.Text("payment_method")!, charge.Account, stop);
        var card = PaymentMethods.CardOf(method);
        var availableOn = card.IsAvailableAtOnce ? books.Now : books.Now + prices.Settling;
        var movement = new Movement(books, charge.Currency);
        var stripeFee = prices.FeeOf(amount);
        var fees = new List<StripeFee> { new("stripe_fee", stripeFee, "Stripe processing fees") };
        var isDirect = charge.Account != StripeCall.Platform;
        var commission = charge.Number("application_fee_amount");
        if (isDirect && commission > 0) fees.Add(new StripeFee("application_fee", commission, $"{StripeAccounts.PlatformName} application fee"));
        var transaction = movement.Transact(charge.Account, "charge", amount, charge.Id, availableOn, fees, description: charge.Text("description"));
        charge.Body["balance_transaction"] = transaction.Id;
        if (await StripeFaults.OnChargeAsync(books, charge.Account, stop) is { } later)
        {
            (charge.Body["balance_transaction"], charge.Hidden["balance_transaction"]) = (null, transaction.Id);
            books.Work.RingAt(books.Now.AddSeconds(later.Seconds), StripeTime.Job, $"fee {charge.Id}");
        }
        movement.Outside(Movement.World, -amount);
        movement.Outside(Movement.Stripe, stripeFee);
        if (isDirect && commission > 0) Commission(books, movement, charge, charge.Account, charge.Id, commission, availableOn);
        if (intent.Body["transfer_data"] is JsonObject transfer) Transferred(books, charge, amount, transfer, commission, availableOn);
        if (card.Dispute is { } reason) disputes.Open(books, charge, reason);
    }

    /// <summary>The fee as the platform has it, and the platform's line of the movement.</summary>
    private static void Commission(StripeBooks books, Movement movement, StripeObject charge, string account, string originating, long commission, DateTimeOffset availableOn)
    {
        var fee = books.Add("application_fee", StripeCall.Platform, charge.Id, new JsonObject
        {
            ["account"] = account,
            ["amount"] = commission,
            ["amount_refunded"] = 0,
            ["application"] = StripeAccounts.Application,
            ["balance_transaction"] = null,
            ["charge"] = originating,
            ["currency"] = charge.Currency,
            ["fee_source"] = new JsonObject { ["charge"] = originating, ["type"] = "charge" },
            ["originating_transaction"] = charge.Account == StripeCall.Platform ? charge.Id : null,
            ["refunded"] = false,
        });
        fee.Body["refunds"] = Shapes.List($"/v1/application_fees/{fee.Id}/refunds", []);
        fee.Body["balance_transaction"] = movement.Transact(StripeCall.Platform, "application_fee", commission, fee.Id, availableOn).Id;
        charge.Body["application_fee"] = fee.Id;
        books.Tell("application_fee.created", fee);
    }

    // The club's side of a destination charge: the whole amount is transferred and the commission taken from it there, or only a part is transferred.
    private static void Transferred(StripeBooks books, StripeObject charge, long amount, JsonObject said, long commission, DateTimeOffset availableOn)
    {
        var club = (string)said["destination"]!;
        var part = Math.Min((long?)said["amount"] ?? amount, amount);
        var transfer = Transfers.Make(books, club, part, charge.Currency, charge.Id, charge.Text("transfer_group"), null, availableOn,
            commission > 0 ? [new StripeFee("application_fee", commission, $"{StripeAccounts.PlatformName} application fee")] : []);
        charge.Body["transfer"] = transfer.Transfer.Id;
        if (commission > 0) Commission(books, transfer.Movement, charge, club, (string)transfer.Transfer.Body["destination_payment"]!, commission, availableOn);
        books.Tell("transfer.created", transfer.Transfer);
    }
}
