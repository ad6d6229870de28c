using System.Text;
using PadelSaaS.Payments;

namespace PadelSaaS.Tests.Payments;

public sealed class EventSignatureTests
{
    private const string Secret = "a secret";
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"id":"evt_1"}""");

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    public void A_signature_is_good_for_five_minutes_either_way(int seconds, bool holds) =>
        EventSignature.Holds(EventSignature.Sign(Body, Secret, Now), Body, Secret, Now.AddSeconds(seconds)).ShouldBe(holds);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("v1=00")]
    [InlineData("t=abc,v1=00")]
    [InlineData("t=1795510800")]
    [InlineData("t=1795510800,v1=")]
    [InlineData("t=1795510800,v1=ä")]
    [InlineData("=,=,,t")]
    public void What_is_no_signature_is_refused(string? header) => EventSignature.Holds(header, Body, Secret, Now).ShouldBeFalse();

    [Fact]
    public void Another_body_secret_or_time_breaks_it()
    {
        var header = EventSignature.Sign(Body, Secret, Now);
        EventSignature.Holds(header, Encoding.UTF8.GetBytes("""{"id":"evt_2"}"""), Secret, Now).ShouldBeFalse();
        EventSignature.Holds(header, Body, "another", Now).ShouldBeFalse();
        EventSignature.Holds(header.Replace($"t={Now.ToUnixTimeSeconds()}", $"t={Now.ToUnixTimeSeconds() + 1}", StringComparison.Ordinal), Body, Secret, Now).ShouldBeFalse();
    }

    [Fact]
    public void While_a_secret_is_replaced_either_signature_will_do()
    {
        var old = EventSignature.Sign(Body, "old", Now).Split(',')[1];
        EventSignature.Holds($"{EventSignature.Sign(Body, Secret, Now)},{old}", Body, Secret, Now).ShouldBeTrue();
        EventSignature.Holds($"t={Now.ToUnixTimeSeconds()},{old},{EventSignature.Sign(Body, Secret, Now).Split(',')[1]}", Body, Secret, Now).ShouldBeTrue();
    }
}
