namespace PadelSaaS.Tests.Payments.StripeFake;

/// <summary>Payments at the development Stripe: direct, by destination, held, declined, confirmed at the bank.</summary>
public sealed class PaymentIntentTests(StripeFixture platform) : IClassFixture<StripeFixture>
{
    private readonly StripeWire stripe = new(platform);

    [Fact]
    public async Task A_direct_charge_brings_the_club_all_but_two_fees_and_the_platform_its_commission()
    {
        var club = await stripe.ClubAsync();
        var before = await stripe.BalanceAsync();

        var paid = (await stripe.PayAsync(club, 4000, "&application_fee_amount=200&metadata[booking_id]=b1")).Good();

        paid.Text("status").ShouldBe("succeeded");
        paid.Number("amount_received").ShouldBe(4000);
        // 1.5 % of 40.00 and 0.25 for Stripe, 2.00 for the platform.
        (await stripe.BalanceAsync(club)).ShouldBe(4000 - 85 - 200);
        (await stripe.BalanceAsync() - before).ShouldBe(200);
        var charge = (await stripe.GetAsync($"/v1/charges/{paid.Text("latest_charge")}?expand[0]=balance_transaction&expand[1]=application_fee", club)).Good().Body;
        ((long)charge["balance_transaction"]!["fee"]!).ShouldBe(285);
        charge["balance_transaction"]!["fee_details"]!.AsArray().Select(fee => (string?)fee!["type"]).ShouldBe(["stripe_fee", "application_fee"]);
        ((long)charge["application_fee"]!["amount"]!).ShouldBe(200);
        await stripe.BooksHoldAsync();
    }

    [Fact]
    public async Task A_destination_charge_transfers_to_the_club_and_the_platform_pays_the_fee()
    {
        var club = await stripe.ClubAsync();
        var before = await stripe.BalanceAsync();

        var paid = (await stripe.PayAsync(null, 1000, $"&application_fee_amount=100&transfer_data[destination]={club}&transfer_group=booking_b1")).Good();

        // The facts' own example: 10.00, commission 1.00: club 9.00, platform 1.00 less the fee of 0.40.
        (await stripe.BalanceAsync(club)).ShouldBe(900);
        (await stripe.BalanceAsync() - before).ShouldBe(100 - 40);
        var transfer = (await stripe.GetAsync($"/v1/transfers?transfer_group=booking_b1&destination={club}")).Good().Body["data"]!.AsArray().ShouldHaveSingleItem()!;
        ((long)transfer["amount"]!).ShouldBe(1000);
        ((string?)transfer["source_transaction"]).ShouldBe(paid.Text("latest_charge"));
        await stripe.BooksHoldAsync();
    }

    [Fact]
    public async Task What_is_held_is_taken_in_part_with_a_fee_of_its_own_and_the_rest_is_let_go()
    {
        var club = await stripe.ClubAsync();
        var held = (await stripe.PayAsync(club, 1000, "&capture_method=manual&application_fee_amount=100")).Good();
        held.Text("status").ShouldBe("requires_capture");
        held.Number("amount_capturable").ShouldBe(1000);
        (await stripe.BalanceAsync(club)).ShouldBe(0);

        (await stripe.PostAsync($"/v1/payment_intents/{held.Text("id")}/capture", "amount_to_capture=1001", club)).Code.ShouldBe("amount_too_large");
        var taken = (await stripe.PostAsync($"/v1/payment_intents/{held.Text("id")}/capture", "amount_to_capture=600&application_fee_amount=60", club)).Good();

        taken.Text("status").ShouldBe("succeeded");
        taken.Number("amount_received").ShouldBe(600);
        taken.Number("amount_capturable").ShouldBe(0);
        (await stripe.BalanceAsync(club)).ShouldBe(600 - 9 - 25 - 60);
        (await stripe.PostAsync($"/v1/payment_intents/{held.Text("id")}/capture", "", club)).Code.ShouldBe("payment_intent_unexpected_state");
        await stripe.BooksHoldAsync();
    }

    [Fact]
    public async Task A_hold_that_nobody_takes_ends_after_seven_days()
    {
        var club = await stripe.ClubAsync();
        var held = (await stripe.PayAsync(club, 1000, "&capture_method=manual")).Good();
        platform.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        await platform.SettleAsync();
        (await stripe.GetAsync($"/v1/payment_intents/{held.Text("id")}", club)).Text("status").ShouldBe("requires_capture");

        platform.Clock.Advance(TimeSpan.FromMinutes(1));
        await platform.SettleAsync();

        var ended = await stripe.GetAsync($"/v1/payment_intents/{held.Text("id")}", club);
        (ended.Text("status"), ended.Text("cancellation_reason")).ShouldBe(("canceled", "automatic"));
        (await stripe.PostAsync($"/v1/payment_intents/{held.Text("id")}/capture", "", club)).Code.ShouldBe("payment_intent_unexpected_state");
        await stripe.BooksHoldAsync();
    }

    [Theory]
    [InlineData("pm_card_visa_chargeDeclined", "card_declined", "generic_decline")]
    [InlineData("pm_card_visa_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds")]
    [InlineData("pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card")]
    [InlineData("pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", "incorrect_cvc")]
    public async Task A_card_that_says_no_leaves_the_intent_open_for_another_one(string card, string code, string declineCode)
    {
        var club = await stripe.ClubAsync();
        var refused = await stripe.PayAsync(club, 1000, card: card);

        refused.Status.ShouldBe(402);
        (refused.Code, (string?)refused.Error["decline_code"], (string?)refused.Error["type"]).ShouldBe((code, declineCode, "card_error"));
        var intent = refused.Error["payment_intent"]!;
        ((string?)intent["status"]).ShouldBe("requires_payment_method");
        (await stripe.GetAsync($"/v1/charges/{refused.Error["charge"]}", club)).Text("status").ShouldBe("failed");

        var second = await stripe.PostAsync($"/v1/payment_intents/{intent["id"]}/confirm", "payment_method=pm_card_visa&return_url=https://x.test/back", club);
        second.Good().Text("status").ShouldBe("succeeded");
        second.Body["last_payment_error"].ShouldBeNull();
        await stripe.BooksHoldAsync();
    }

    [Fact]
    public async Task A_kept_card_is_charged_while_its_owner_is_away_unless_the_bank_wants_to_ask()
    {
        var club = await stripe.ClubAsync();
        var customer = (await stripe.PostAsync("/v1/customers", "email=p@example.test", club)).Good().Text("id");
        var first = (await stripe.PayAsync(club, 1000, $"&customer={customer}&setup_future_usage=off_session")).Good();
        var kept = first.Text("payment_method");
        (await stripe.GetAsync($"/v1/customers/{customer}/payment_methods?type=card", club)).Good().Body["data"]!.AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<string>().ShouldBe(kept);

        (await stripe.PostAsync("/v1/payment_intents", $"amount=1200&currency=eur&customer={customer}&payment_method={kept}&confirm=true&off_session=true", club)).Good().Text("status").ShouldBe("succeeded");

        var asking = await stripe.PostAsync("/v1/payment_intents", $"amount=1200&currency=eur&customer={customer}&payment_method=pm_card_authenticationRequired&confirm=true&off_session=true", club);
        asking.Status.ShouldBe(402);
        asking.Code.ShouldBe("authentication_required");
        ((string?)asking.Error["payment_intent"]!["status"]).ShouldBe("requires_payment_method");

        // Kept by a setup intent with the bank's consent, the card that must be set up goes through without its owner.
        var setup = (await stripe.PostAsync("/v1/setup_intents", $"customer={customer}&usage=off_session&payment_method=pm_card_visa&confirm=true&return_url=https://x.test/", club)).Good();
        setup.Text("status").ShouldBe("succeeded");
        (await stripe.PostAsync("/v1/payment_intents", $"amount=900&currency=eur&customer={customer}&payment_method={setup.Text("payment_method")}&confirm=true&off_session=true", club)).Good().Text("status").ShouldBe("succeeded");
        await stripe.BooksHoldAsync();
    }

    [Fact]
    public async Task Searches_and_lists_find_payments_by_what_the_merchant_wrote_on_them()
    {
        var club = await stripe.ClubAsync();
        foreach (var share in new[] { "s1", "s2", "s3" }) (await stripe.PayAsync(club, 1000, $"&metadata[booking_id]=b7&metadata[share_id]={share}")).Good();

        var found = (await stripe.GetAsync($"/v1/payment_intents/search?query={Uri.EscapeDataString("metadata['booking_id']:'b7' AND status:'succeeded' AND metadata['share_id']:'s2'")}", club)).Good();
        ((string?)found.Body["data"]!.AsArray().ShouldHaveSingleItem()!["metadata"]!["share_id"]).ShouldBe("s2");

        var page = (await stripe.GetAsync("/v1/payment_intents?limit=2", club)).Good().Body;
        page["data"]!.AsArray().Select(one => (string?)one!["metadata"]!["share_id"]).ShouldBe(["s3", "s2"]);
        ((bool)page["has_more"]!).ShouldBeTrue();
        var rest = (await stripe.GetAsync($"/v1/payment_intents?limit=2&starting_after={page["data"]![1]!["id"]}", club)).Good().Body;
        ((string?)rest["data"]!.AsArray().ShouldHaveSingleItem()!["metadata"]!["share_id"]).ShouldBe("s1");
        ((bool)rest["has_more"]!).ShouldBeFalse();
    }
}
