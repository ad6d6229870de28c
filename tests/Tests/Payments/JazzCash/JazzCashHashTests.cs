using System.Text.Json.Nodes;
using PadelSaaS.Payments;
using PadelSaaS.Payments.JazzCash;

namespace PadelSaaS.Tests.Payments.JazzCash;

public sealed class JazzCashHashTests
{
    public static TheoryData<string> Cases() => [.. Vectors().Select(one => (string)one["name"]!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_hash_is_the_published_one(string name)
    {
        var vector = Vectors().Single(one => (string)one["name"]! == name);
        var fields = vector["fields"]!.AsObject().ToDictionary(field => field.Key, field => (string?)field.Value);
        var salt = (string)vector["salt"]!;
        JazzCashHash.Of(fields, salt).ShouldBe((string)vector["hash"]!);
        fields[JazzCashHash.Field] = ((string)vector["hash"]!).ToLowerInvariant();
        JazzCashHash.Holds(fields, salt).ShouldBeTrue();
        JazzCashHash.Holds(fields, salt + "x").ShouldBeFalse();
        fields["pp_Amount"] = "1";
        JazzCashHash.Holds(fields, salt).ShouldBeFalse();
    }

    [Fact]
    public void Fields_stand_in_the_order_of_their_bytes_in_every_culture()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = new("cs-CZ");
        var fields = new Dictionary<string, string?> { ["ppmpf_1"] = "b", ["pp_Version"] = "a", ["ppa"] = "c", ["other"] = "z" };
        var turned = fields.Reverse().ToDictionary();
        JazzCashHash.Of(fields, "s").ShouldBe(JazzCashHash.Of(turned, "s"));
        System.Globalization.CultureInfo.CurrentCulture = before;
        JazzCashHash.Of(fields, "s").ShouldBe(Convert.ToHexString(System.Security.Cryptography.HMACSHA256.HashData("s"u8, "s&a&c&b"u8)));
    }

    [Theory]
    [InlineData("000", null, "Succeeded")]
    [InlineData("121", "Completed", "Succeeded")]
    [InlineData("121", "Pending", "Open")]
    [InlineData("124", "Pending", "Open")]
    [InlineData("157", null, "Open")]
    [InlineData("210", null, "Open")]
    [InlineData("058", null, "Open")]
    [InlineData("134", null, "Open")]
    [InlineData("199", null, "Open")]
    [InlineData("0", null, "Open")]
    [InlineData("00", null, "Open")]
    [InlineData("777", null, "Open")]
    [InlineData(null, "Completed", "Open")]
    [InlineData("112", null, "Declined")]
    [InlineData("004", null, "Declined")]
    [InlineData("122", null, "Declined")]
    [InlineData("131", null, "Declined")]
    public void A_code_is_a_text_and_an_unknown_one_decides_nothing(string? code, string? status, string state) => JazzCashCode.StateOf(code, status).ShouldBe(Enum.Parse<ProviderState>(state));

    [Fact]
    public void Descriptions_times_and_references_are_written_as_they_are_taken()
    {
        JazzCashForm.Cleaned("""Gulberg: Court "1" <A> \ * = % / 50%""").ShouldBe("Gulberg Court 1 A 50");
        JazzCashForm.Cleaned("<>").ShouldBe("Booking");
        JazzCashForm.Cleaned(new string('x', 300)).Length.ShouldBe(100);
        JazzCashForm.Time(new DateTimeOffset(2026, 11, 23, 20, 0, 0, TimeSpan.Zero)).ShouldBe("20261124010000");
        var ids = Enumerable.Range(0, 2000).Select(_ => Guid.CreateVersion7()).ToList();
        ids.Select(JazzCashForm.ReferenceOf).Distinct().Count().ShouldBe(2000);
        ids.ShouldAllBe(id => JazzCashForm.ReferenceOf(id).Length == 20 && JazzCashForm.ReferenceOf(id).All(char.IsAsciiLetterOrDigit) && JazzCashForm.ReferenceOf(id) == JazzCashForm.ReferenceOf(id));
    }

    private static List<JsonNode> Vectors() =>
        [.. JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Payments", "JazzCash", "jazzcash-secure-hash.json")))!["cases"]!.AsArray().Select(one => one!)];
}
