using System.Text;
using System.Text.Json.Nodes;

namespace PadelSaaS.Tests.Payments.StripeFake;

/// <summary>Troubles that a test orders of the development Stripe, races for the same money, and parts that have to add up.</summary>
public sealed class TroubleTests(StripeFixture platform) : IClassFixture<StripeFixture>
{
    private readonly StripeWire stripe = new(platform);

    [Fact]
    public async Task The_same_seed_has_the_same_troubles_at_the_same_calls()
    {
        var runs = new List<string>();
        foreach (var seed in new[] { 7, 7, 8 })
        {
            var club = await stripe.ClubAsync();
            await OrderAsync($"kind=error&account={club}&times=1000&per_mille=400&seed={seed}&path=payment_intents");
            var statuses = new List<int>();
            for (var i = 0; i < 30; i++) statuses.Add((await stripe.PostAsync("/v1/payment_intents", "amount=1000&currency=eur", club)).Status);
            runs.Add(string.Join(' ', statuses));
        }
        await ClearAsync();
        runs[0].ShouldBe(runs[1]);
        runs[0].ShouldNotBe(runs[2]);
        runs[0].ShouldContain("500");
        runs[0].ShouldContain("200");
    }

    [Fact]
    public async Task A_trouble_of_one_club_is_nobody_elses_and_ends_when_it_is_used_up()
    {
        var (club, other) = (await stripe.ClubAsync(), await stripe.ClubAsync());
        await OrderAsync($"kind=rate_limit&account={club}&times=2");
        (await stripe.PayAsync(other, 1000)).Status.ShouldBe(200);
        (await stripe.PayAsync(club, 1000)).Status.ShouldBe(429);
        (await stripe.PayAsync(club, 1000)).Status.ShouldBe(429);
        (await stripe.PayAsync(club, 1000)).Status.ShouldBe(200);
        (await stripe.PostAsync("/faults", "kind=nothing_known")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_500_after_the_work_was_done_is_repeated_and_the_payment_is_there_to_be_found()
    {
        var club = await stripe.ClubAsync();
        const string Form = "amount=1000&currency=eur&payment_method=pm_card_visa&confirm=true&return_url=https://x.test/&metadata[payment_id]=p1";
        await OrderAsync($"kind=error_after&account={club}");
        (await stripe.PostAsync("/v1/payment_intents", Form, club, "pay:p1")).Status.ShouldBe(500);
        (await stripe.PostAsync("/v1/payment_intents", Form, club, "pay:p1")).Status.ShouldBe(500);
        var found = (await stripe.GetAsync($"/v1/payment_intents/search?query={Uri.EscapeDataString("metadata['payment_id']:'p1'")}", club)).Good().Body["data"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)found["status"]).ShouldBe("succeeded");
        await stripe.BooksHoldAsync();
    }

    [Fact]
    public async Task Events_come_twice_late_or_never_as_ordered()
    {
        var club = await stripe.ClubAsync();
        await platform.SettleAsync();
        await OrderAsync($"kind=webhook_duplicate&account={club}&path=payment_intent.succeeded");
        var twice = (await stripe.PayAsync(club, 1000)).Good().Text("id")!;
        await OrderAsync($"kind=webhook_delay&account={club}&path=payment_intent.succeeded&seconds=90");
        var late = (await stripe.PayAsync(club, 1000)).Good().Text("id")!;
        await OrderAsync($"kind=webhook_lost&account={club}&path=payment_intent.succeeded");
        var never = (await stripe.PayAsync(club, 1000)).Good().Text("id")!;

        await platform.SettleAsync();
        (Count(twice), Count(late), Count(never)).ShouldBe((2, 0, 0));
        platform.Clock.Advance(TimeSpan.FromSeconds(90));
        await platform.SettleAsync();
        (Count(twice), Count(late), Count(never)).ShouldBe((2, 1, 0));

        // Whoever lost one can ask for it again, or read the list.
        var lost = (await stripe.GetAsync("/v1/events?type=payment_intent.succeeded", club)).Good().Body["data"]!.AsArray();
        lost.Count.ShouldBe(3);

        int Count(string intent) => platform.Heard.Select(one => JsonNode.Parse(Encoding.UTF8.GetString(one.Body))!)
            .Count(one => (string?)one["type"] == "payment_intent.succeeded" && (string?)one["data"]!["object"]!["id"] == intent);
    }

    [Fact]
    public async Task Shuffled_events_come_in_another_order_than_they_happened()
    {
        var club = await stripe.ClubAsync();
        await platform.SettleAsync();
        await OrderAsync($"kind=webhook_shuffle&account={club}&times=100&seconds=60&seed=3&path=payment_intent.created");
        var happened = new List<string>();
        for (var i = 0; i < 8; i++) happened.Add((await stripe.PostAsync("/v1/payment_intents", "amount=1000&currency=eur", club)).Good().Text("id")!);
        for (var i = 0; i < 60; i++)
        {
            platform.Clock.Advance(TimeSpan.FromSeconds(1));
            await platform.SettleAsync();
        }
        await ClearAsync();

        var heard = platform.Heard.Select(one => JsonNode.Parse(Encoding.UTF8.GetString(one.Body))!).Where(one => (string?)one["type"] == "payment_intent.created" && (string?)one["account"] == club)
            .Select(one => (string)one["data"]!["object"]!["id"]!).ToList();
        heard.Order().ShouldBe(happened.Order());
        heard.ShouldNotBe(happened);
    }

    [Fact]
    public async Task A_refund_that_was_ordered_to_fail_fails_a_day_later_and_the_money_is_the_clubs_again()
    {
        var club = await stripe.ClubAsync();
        var paid = (await stripe.PayAsync(club, 1000, "&application_fee_amount=100")).Good();
        await OrderAsync($"kind=refund_fails&account={club}");
        var refund = (await stripe.PostAsync("/v1/refunds", $"payment_intent={paid.Text("id")}&refund_application_fee=true", club)).Good();
        refund.Text("status").ShouldBe("succeeded");
        (await stripe.BalanceAsync(club)).ShouldBe(-40);

        platform.Clock.Advance(TimeSpan.FromHours(24));
        await platform.SettleAsync();

        (await stripe.GetAsync($"/v1/refunds/{refund.Text("id")}", club)).Text("status").ShouldBe("failed");
        // The payer's money came back; the commission that went with it stays with the club.
        (await stripe.BalanceAsync(club)).ShouldBe(1000 - 40);
        (await stripe.GetAsync("/v1/events?types[]=refund.failed", club)).Good().Body["data"]!.AsArray().ShouldHaveSingleItem();
        await stripe.BooksHoldAsync();
    }

    [Theory]
    [InlineData(1000, 33, new long[] { 333, 333, 334 })]
    [InlineData(4000, 199, new long[] { 1, 999, 1500, 1500 })]
    [InlineData(777, 10, new long[] { 111, 111, 111, 111, 111, 111, 111 })]
    public async Task Parts_of_a_commission_that_go_back_with_parts_of_a_payment_add_up_to_it(long amount, long fee, long[] parts)
    {
        var club = await stripe.ClubAsync();
        var before = await stripe.BalanceAsync();
        var paid = (await stripe.PayAsync(club, amount, $"&application_fee_amount={fee}")).Good();
        foreach (var part in parts) (await stripe.PostAsync("/v1/refunds", $"payment_intent={paid.Text("id")}&amount={part}&refund_application_fee=true", club)).Good();
        (await stripe.BalanceAsync() - before).ShouldBe(0);
        (await stripe.PostAsync("/v1/refunds", $"payment_intent={paid.Text("id")}&amount=1", club)).Code.ShouldBe("charge_already_refunded");
        await stripe.BooksHoldAsync();
    }

    [Fact]
    public async Task Many_refunds_at_once_never_give_back_more_than_was_paid()
    {
        var club = await stripe.ClubAsync();
        var paid = (await stripe.PayAsync(club, 1000, "&application_fee_amount=100")).Good();
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => stripe.PostAsync("/v1/refunds", $"payment_intent={paid.Text("id")}&amount=300&refund_application_fee=true", club)));
        answers.Count(one => one.Status == 200).ShouldBe(3);
        (await stripe.GetAsync($"/v1/charges/{paid.Text("latest_charge")}", club)).Number("amount_refunded").ShouldBe(900);
        await stripe.BooksHoldAsync();
    }

    [Fact]
    public async Task Taking_and_letting_go_of_a_hold_at_once_is_one_of_the_two()
    {
        var club = await stripe.ClubAsync();
        for (var i = 0; i < 5; i++)
        {
            var held = (await stripe.PayAsync(club, 1000, "&capture_method=manual")).Good().Text("id");
            var answers = await Task.WhenAll(stripe.PostAsync($"/v1/payment_intents/{held}/capture", "", club), stripe.PostAsync($"/v1/payment_intents/{held}/cancel", "", club));
            answers.Count(one => one.Status == 200).ShouldBe(1);
            answers.Single(one => one.Status != 200).Code.ShouldBe("payment_intent_unexpected_state");
        }
        await stripe.BooksHoldAsync();
    }

    private async Task OrderAsync(string form) => (await stripe.PostAsync("/faults", form)).Good();

    private async Task ClearAsync() => (await stripe.SendAsync(HttpMethod.Delete, "/faults", null)).Good();
}
