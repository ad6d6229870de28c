using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PadelSaaS.Payments;
using PadelSaaS.Payments.StripeFake;

namespace PadelSaaS.Tests.Payments.StripeFake;

/// <summary>What merchants hear of the development Stripe.</summary>
public sealed class EventTests(StripeFixture platform) : IClassFixture<StripeFixture>
{
    private readonly StripeWire stripe = new(platform);

    [Fact]
    public async Task Events_of_clubs_and_of_the_platform_go_to_addresses_of_their_own_each_signed_with_its_secret()
    {
        var club = await stripe.ClubAsync();
        var paid = (await stripe.PayAsync(club, 2000, "&application_fee_amount=100")).Good();
        await platform.SettleAsync();

        var (ofClubs, own) = (Heard("/api/v1/payments/stripe/connect"), Heard("/api/v1/payments/stripe/events"));
        var succeeded = ofClubs.Single(one => Type(one) == "payment_intent.succeeded" && (string?)Json(one)["data"]!["object"]!["id"] == paid.Text("id"));
        ((string?)Json(succeeded)["account"], (string?)Json(succeeded)["api_version"], (bool)Json(succeeded)["livemode"]!).ShouldBe((club, StripeBooks.ApiVersion, false));
        ((string?)Json(succeeded)["data"]!["object"]!["status"]).ShouldBe("succeeded");
        EventSignature.Holds(succeeded.Signature, succeeded.Body, StripeEndpoints.DevelopmentConnectSecret, platform.Clock.Now).ShouldBeTrue();
        EventSignature.Holds(succeeded.Signature, succeeded.Body, StripeEndpoints.DevelopmentSecret, platform.Clock.Now).ShouldBeFalse();
        var fee = own.Single(one => Type(one) == "application_fee.created" && (string?)Json(one)["data"]!["object"]!["account"] == club);
        EventSignature.Holds(fee.Signature, fee.Body, StripeEndpoints.DevelopmentSecret, platform.Clock.Now).ShouldBeTrue();
        Json(fee).AsObject().ContainsKey("account").ShouldBeFalse();
        ofClubs.Select(Type).ShouldContain("account.updated");

        var listed = (await stripe.GetAsync("/v1/events?types[0]=payment_intent.succeeded", club)).Good().Body["data"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)listed["id"]).ShouldBe((string?)Json(succeeded)["id"]);
    }

    [Fact]
    public async Task An_event_that_is_not_taken_comes_again_until_it_is()
    {
        var endpoint = (await stripe.PostAsync("/v1/webhook_endpoints", "url=https://merchant.test/hook&connect=true&enabled_events[0]=charge.succeeded")).Good();
        var club = await stripe.ClubAsync();
        platform.Answer = HttpStatusCode.InternalServerError;
        (await stripe.PayAsync(club, 2000)).Good();
        await platform.SettleAsync();
        Heard("/hook").Count.ShouldBe(1);
        await platform.SettleAsync();
        Heard("/hook").Count.ShouldBe(1);

        platform.Clock.Advance(TimeSpan.FromSeconds(5));
        platform.Answer = HttpStatusCode.OK;
        await platform.SettleAsync();
        platform.Clock.Advance(TimeSpan.FromDays(2));
        await platform.SettleAsync();

        var heard = Heard("/hook");
        heard.Count.ShouldBe(2);
        heard[0].Body.ShouldBe(heard[1].Body);
        EventSignature.Holds(heard[1].Signature, heard[1].Body, endpoint.Text("secret")!, platform.Clock.Now - TimeSpan.FromDays(2)).ShouldBeTrue();
    }

    private List<HeardEvent> Heard(string path) => [.. platform.Heard.Where(one => one.Url.AbsolutePath == path)];

    private static JsonNode Json(HeardEvent heard) => JsonNode.Parse(Encoding.UTF8.GetString(heard.Body))!;

    private static string Type(HeardEvent heard) => (string)Json(heard)["type"]!;
}
