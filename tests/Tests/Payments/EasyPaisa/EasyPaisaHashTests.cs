using System.Text.Json.Nodes;
using PadelSaaS.Contracts;
using PadelSaaS.Payments.EasyPaisa;
using PadelSaaS.Payments.JazzCash;

namespace PadelSaaS.Tests.Payments.EasyPaisa;

public sealed class EasyPaisaHashTests
{
    public static TheoryData<string> Cases() => [.. Vectors().Select(one => (string)one["name"]!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_request_is_encrypted_as_the_guide_says(string name)
    {
        var vector = Vectors().Single(one => (string)one["name"]! == name);
        EasyPaisaForm.Encrypted(vector["fields"]!.AsObject().Select(field => new KeyValuePair<string, string>(field.Key, (string)field.Value!)), (string)vector["hash_key"]!).ShouldBe((string)vector["merchantHashedReq"]!);
    }

    [Theory]
    [InlineData(450000, "4500.0")]
    [InlineData(450050, "4500.5")]
    [InlineData(450005, "4500.05")]
    [InlineData(1, "0.01")]
    public void Rupees_are_exact_both_ways(long paisa, string rupees)
    {
        EasyPaisaForm.Rupees(new Money(paisa, "PKR")).ShouldBe(rupees);
        EasyPaisaForm.Paisa(decimal.Parse(rupees, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(paisa);
        EasyPaisaForm.Paisa(0.001m).ShouldBeNull();
    }

    [Theory]
    [InlineData("https://easypay.easypaisa.com.pk/easypay-service/rest/v1/order-status/account123/E123", "E123")]
    [InlineData("https://EASYPAYSTG.easypaisa.com.pk/easypay-service/rest/v1/order-status/a/E1", "E1")]
    [InlineData("http://easypay.easypaisa.com.pk/easypay-service/rest/v1/order-status/a/E1", null)]
    [InlineData("https://easypay.easypaisa.com.pk.evil.test/easypay-service/rest/v1/order-status/a/E1", null)]
    [InlineData("https://easypay.easypaisa.com.pk@evil.test/easypay-service/rest/v1/order-status/a/E1", null)]
    [InlineData("https://user@easypay.easypaisa.com.pk/easypay-service/rest/v1/order-status/a/E1", null)]
    [InlineData("https://easypay.easypaisa.com.pk:8443/easypay-service/rest/v1/order-status/a/E1", null)]
    [InlineData("https://easypay.easypaisa.com.pk/easypay-service/rest/v1/order-status/../../../a/E1", null)]
    [InlineData("https://easypay.easypaisa.com.pk/easypay-service/rest/v1/order-status/a/b/E1", null)]
    [InlineData("https://169.254.169.254/latest/meta-data", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData(null, null)]
    public void Of_an_address_somebody_sends_only_the_order_is_taken(string? url, string? order) => HearWallets.OrderOf(url).ShouldBe(order);

    private static List<JsonNode> Vectors() =>
        [.. JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Payments", "EasyPaisa", "easypaisa-merchant-hash.json")))!["cases"]!.AsArray().Select(one => one!)];
}
