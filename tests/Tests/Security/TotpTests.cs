using PadelSaaS.Platform.Security;

namespace PadelSaaS.Tests.Security;

/// <summary>Codes are those of every authenticator app, and each works once.</summary>
public sealed class TotpTests
{
    // "12345678901234567890" in base 32: the secret of RFC 6238, appendix B. Its codes have eight digits, ours are the last six.
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void The_vectors_of_the_standard(long seconds, string code) => Totp.Code(Secret, DateTimeOffset.FromUnixTimeSeconds(seconds)).ShouldBe(code);

    [Fact]
    public void A_code_is_taken_once_and_half_a_minute_early_or_late()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1234567890);
        var step = Totp.Accept(Secret, Totp.Code(Secret, now), 0, now).ShouldNotBeNull();
        Totp.Accept(Secret, Totp.Code(Secret, now), step, now).ShouldBeNull();
        Totp.Accept(Secret, Totp.Code(Secret, now.AddSeconds(-30)), step, now).ShouldBeNull();
        Totp.Accept(Secret, Totp.Code(Secret, now.AddSeconds(-30)), 0, now).ShouldBe(step - 1);
        Totp.Accept(Secret, Totp.Code(Secret, now.AddSeconds(30)), step, now).ShouldBe(step + 1);
        foreach (var wrong in new[] { "", null, "12345", "0059240", "abcdef", Totp.Code(Secret, now.AddSeconds(90)), Totp.Code(Secret, now.AddSeconds(-90)) }) Totp.Accept(Secret, wrong, 0, now).ShouldBeNull(wrong);
        Totp.Accept(Secret, "005 924", 0, now).ShouldBe(step);
    }

    [Fact]
    public void A_new_secret_is_160_bits_that_an_app_can_read()
    {
        var secret = Totp.NewSecret();
        secret.ShouldMatch("^[A-Z2-7]{32}$");
        Totp.NewSecret().ShouldNotBe(secret);
        Totp.Link("PadelSaaS", "ada@padel.example", secret).ShouldBe($"otpauth://totp/PadelSaaS:ada%40padel.example?secret={secret}&issuer=PadelSaaS");
    }
}
