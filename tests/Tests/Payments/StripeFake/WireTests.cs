using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PadelSaaS.Payments.StripeFake;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments.StripeFake;

/// <summary>How the development Stripe is spoken to: keys, versions, forms, the same key twice.</summary>
public sealed class WireTests(StripeFixture platform) : IClassFixture<StripeFixture>
{
    private readonly StripeWire stripe = new(platform);

    [Fact]
    public void A_form_is_read_with_its_brackets_encoded_or_not()
    {
        var said = Parameters.OfForm("amount=4000&transfer_data[destination]=acct_1&metadata%5Bbooking_id%5D=b%201&metadata[note]=a%26b%3Dc&expand[0]=x.y&expand[]=z&line_items[0][price_data][unit_amount]=1000&gone=");
        said.Number("amount").ShouldBe(4000);
        said.Text("transfer_data[destination]").ShouldBe("acct_1");
        said.Text("metadata[booking_id]").ShouldBe("b 1");
        said.Text("metadata[note]").ShouldBe("a&b=c");
        said.Many("expand[]").ShouldBe(["x.y", "z"]);
        said.Text("line_items[][price_data][unit_amount]").ShouldBe("1000");
        said.Has("gone").ShouldBeTrue();
        said.Text("gone").ShouldBeNull();
    }

    [Fact]
    public void Forms_of_Stripes_own_library_are_read_as_they_were_meant()
    {
        var cases = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Tests", "Payments", "Stripe", "stripe-form-encoding.json")))!["cases"]!.AsArray();
        cases.Count.ShouldBe(5);
        // A form says the same as the JSON it was made of: both are read into the same keys.
        foreach (var one in cases) Parameters.OfForm((string)one!["encoded"]!).Canonical().ShouldBe(Parameters.OfJson(one["params"]!.ToJsonString()).Canonical());
    }

    [Theory]
    [InlineData(null, StripeBooks.ApiVersion, 401)]
    [InlineData("pk_test_1", StripeBooks.ApiVersion, 401)]
    [InlineData("sk_live_1", StripeBooks.ApiVersion, 401)]
    [InlineData("sk_test_1", null, 400)]
    [InlineData("sk_test_1", "2023-10-16", 400)]
    [InlineData("sk_test_1", StripeBooks.ApiVersion, 200)]
    public async Task Only_a_test_key_and_the_pinned_version_are_let_in(string? secret, string? version, int status)
    {
        var told = await stripe.SendAsync(HttpMethod.Get, "/v1/balance", null, secret: secret, version: version);
        told.Status.ShouldBe(status);
        told.Whole.Headers.GetValues("Request-Id").Single().ShouldStartWith("req_");
    }

    [Fact]
    public async Task What_Stripe_does_not_document_is_refused_in_its_words()
    {
        var unknown = await stripe.PostAsync("/v1/payment_intents", "amount=1000&currency=eur&colour=green");
        (unknown.Status, unknown.Code, (string?)unknown.Error["param"], (string?)unknown.Error["message"]).ShouldBe((400, "parameter_unknown", "colour", "Received unknown parameter: colour"));
        var removed = await stripe.PostAsync("/v1/payment_intents", "amount=1000&currency=eur&payment_method_types[0]=card");
        (removed.Status, removed.Code).ShouldBe((400, "payment_method_types_no_longer_supported"));
        (await stripe.PostAsync("/v1/payment_intents", "currency=eur")).Code.ShouldBe("parameter_missing");
        (await stripe.PostAsync("/v1/payment_intents", "amount=ten&currency=eur")).Code.ShouldBe("parameter_invalid_integer");
        (await stripe.PostAsync("/v1/payment_intents", "amount=10&currency=eur")).Code.ShouldBe("amount_too_small");
        (await stripe.GetAsync("/v1/payment_intents/pi_nothing")).Code.ShouldBe("resource_missing");
        (await stripe.GetAsync("/v1/nothing")).Status.ShouldBe(404);
        (await stripe.PostAsync("/v1/payment_intents", "amount=1000&currency=eur", "acct_nobody")).Code.ShouldBe("account_invalid");
        (await stripe.PostAsync("/v1/payment_intents", "amount=1000&currency=eur&application_fee_amount=10")).Status.ShouldBe(400);
        var club = await stripe.ClubAsync();
        (await stripe.PostAsync("/v1/payment_intents", "amount=1000&currency=eur&application_fee_amount=1001", club)).Status.ShouldBe(400);
        (await stripe.PostAsync("/v1/payment_intents", "amount=1000&currency=eur&payment_method=pm_card_visa&confirm=true", club)).Error["param"]!.GetValue<string>().ShouldBe("return_url");
    }

    [Fact]
    public async Task The_same_key_gives_the_same_answer_once_and_for_all()
    {
        var club = await stripe.ClubAsync();
        const string Form = "amount=1000&currency=eur&payment_method=pm_card_visa&confirm=true&return_url=https://x.test/";
        var first = (await stripe.PostAsync("/v1/payment_intents", Form, club, "share:1")).Good();
        var again = (await stripe.PostAsync("/v1/payment_intents", Form, club, "share:1")).Good();
        again.Body.ToJsonString().ShouldBe(first.Body.ToJsonString());
        again.Whole.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        (await stripe.BalanceAsync(club)).ShouldBe(1000 - 40);

        var other = await stripe.PostAsync("/v1/payment_intents", Form.Replace("1000", "1001", StringComparison.Ordinal), club, "share:1");
        (other.Status, (string?)other.Error["type"]).ShouldBe((400, "idempotency_error"));
        // Another account's key is another key.
        (await stripe.PostAsync("/v1/payment_intents", Form, await stripe.ClubAsync(), "share:1")).Good().Text("id").ShouldNotBe(first.Text("id"));
    }

    [Fact]
    public async Task A_key_is_free_again_when_the_request_was_malformed_and_keeps_a_cards_no()
    {
        var club = await stripe.ClubAsync();
        (await stripe.PostAsync("/v1/payment_intents", "amount=1000&currency=eur&colour=green", club, "share:2")).Status.ShouldBe(400);
        (await stripe.PostAsync("/v1/payment_intents", "amount=1000&currency=eur", club, "share:2")).Good();

        const string Refused = "amount=1000&currency=eur&payment_method=pm_card_visa_chargeDeclined&confirm=true&return_url=https://x.test/";
        var first = await stripe.PostAsync("/v1/payment_intents", Refused, club, "share:3");
        var again = await stripe.PostAsync("/v1/payment_intents", Refused, club, "share:3");
        (first.Status, again.Status).ShouldBe((402, 402));
        again.Body.ToJsonString().ShouldBe(first.Body.ToJsonString());
    }

    [Fact]
    public async Task Many_at_once_with_one_key_pay_once()
    {
        var club = await stripe.ClubAsync();
        const string Form = "amount=1000&currency=eur&payment_method=pm_card_visa&confirm=true&return_url=https://x.test/";
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => stripe.PostAsync("/v1/payment_intents", Form, club, "share:4")));
        answers.Select(one => one.Status).ShouldAllBe(status => status == 200 || status == 409);
        answers.Where(one => one.Status == 409).ShouldAllBe(one => one.Code == "idempotency_key_in_use");
        answers.Where(one => one.Status == 200).Select(one => one.Text("id")).Distinct().Count().ShouldBe(1);
        (await stripe.BalanceAsync(club)).ShouldBe(1000 - 40);
        await stripe.BooksHoldAsync();
    }

    [Fact]
    public async Task Nothing_of_it_is_there_for_visitors_without_a_key()
    {
        using var http = new HttpClient(platform.Server.CreateHandler());
        (await http.GetAsync(new Uri("http://madrid.localhost/dev/stripe/v1/balance"))).StatusCode.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
        (await http.PostAsJsonAsync(new Uri("http://localhost/dev/stripe/faults"), new { kind = "error" })).StatusCode.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
    }
}
