using System.Text.Json.Nodes;
using PadelSaaS.Payments;
using PadelSaaS.Payments.Stripe;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments.Stripe;

public sealed class StripeFormTests
{
    [Fact]
    public void Forms_are_written_as_stripes_own_library_writes_them()
    {
        var cases = Read("stripe-form-encoding.json")["cases"]!.AsArray();
        cases.Count.ShouldBe(5);
        foreach (var one in cases) StripeForm.Encode(one!["params"]).ShouldBe((string)one["encoded"]!);
    }

    [Fact]
    public void What_an_option_leaves_open_is_not_sent() =>
        StripeForm.Encode(new PaymentIntentCreateOptions { Amount = 4000, Currency = "eur", AutomaticPaymentMethods = new(true), Metadata = new() { ["payment_id"] = "a&b" } })
            .ShouldBe("amount=4000&currency=eur&automatic_payment_methods[enabled]=true&metadata[payment_id]=a%26b");

    [Fact]
    public void Signatures_hold_as_stripes_own_library_says()
    {
        foreach (var one in Read("stripe-webhook-signature.json")["cases"]!.AsArray())
        {
            var body = one!["payload_base64"] is { } bytes ? Convert.FromBase64String((string)bytes!) : System.Text.Encoding.UTF8.GetBytes((string)one["payload"]!);
            bool At(long time, string secret) => EventSignature.Holds((string)one["header"]!, body, secret, DateTimeOffset.FromUnixTimeSeconds(time));
            foreach (var valid in one["valid_at"]!.AsArray()) At((long)valid!, (string)one["secret"]!).ShouldBeTrue();
            if (one["too_old_at"] is { } old) At((long)old, (string)one["secret"]!).ShouldBeFalse();
            At((long)one["timestamp"]!, "whsec_another").ShouldBeFalse();
        }
    }

    private static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Tests", "Payments", "Stripe", file)))!;
}
