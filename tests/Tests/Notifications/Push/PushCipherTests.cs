using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PadelSaaS.Notifications.Push;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Notifications.Push;

/// <summary>Sealing and signing by the worked examples of RFC 8291 and RFC 8292.</summary>
public sealed class PushCipherTests
{
    private static readonly JsonNode Example = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Tests", "Notifications", "Push", "webpush-rfc8291-rfc8292.json")))!;

    [Fact]
    public void A_message_is_sealed_as_the_standard_s_own_example()
    {
        var said = Example["rfc8291"]!;
        byte[] Of(string name) => Base64Url.DecodeFromChars((string)said[name]!);
        var ours = Of("as_public");
        using var own = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Of("as_private"), Q = new ECPoint { X = ours[1..33], Y = ours[33..] } });
        var body = PushCipher.Seal(Encoding.UTF8.GetBytes((string)said["plaintext"]!), Of("ua_public"), Of("auth_secret"), own, Of("salt"));
        Base64Url.EncodeToString(body).ShouldBe((string)said["body"]!);
        body.Length.ShouldBe(144);
    }

    [Fact]
    public void What_is_signed_says_what_the_standard_s_example_says_and_is_ours()
    {
        var identity = PushIdentity.New();
        var at = DateTimeOffset.FromUnixTimeSeconds((long)Example["rfc8292"]!["payload"]!["exp"]!).AddHours(-12);
        var header = identity.Authorize(new Uri("https://push.example.net/p/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV"), "mailto:push@example.com", at);
        header.ShouldStartWith("vapid t=");
        var (token, key) = (header["vapid t=".Length..].Split(", k=")[0], header.Split(", k=")[1]);
        key.ShouldBe(identity.PublicKey);
        var parts = token.Split('.');
        var theirs = ((string)Example["rfc8292"]!["t"]!).Split('.');
        (parts[0], parts[1]).ShouldBe((theirs[0], theirs[1]));

        var point = Base64Url.DecodeFromChars(key);
        using var reader = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[1..33], Y = point[33..] } });
        reader.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation).ShouldBeTrue();
    }

    [Theory]
    [InlineData(null, "BTBZMqHH6r4Tts7J_aSIgg")]
    [InlineData("", "BTBZMqHH6r4Tts7J_aSIgg")]
    [InlineData("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4", "short")]
    [InlineData("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4", null)]
    [InlineData("BAAAsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4", "BTBZMqHH6r4Tts7J_aSIgg")]
    [InlineData("Not base64url!", "BTBZMqHH6r4Tts7J_aSIgg")]
    public void Keys_no_browser_has_are_none(string? publicKey, string? auth) => PushCipher.AreKeys(publicKey, auth).ShouldBeFalse();

    [Fact]
    public void A_message_too_long_for_one_record_is_refused_and_every_sealing_differs()
    {
        var (key, auth) = ((string)Example["rfc8291"]!["ua_public"]!, (string)Example["rfc8291"]!["auth_secret"]!);
        Should.Throw<ArgumentException>(() => PushCipher.Seal(new string('x', PushCipher.MostBytes + 1), key, auth));
        PushCipher.Seal("x", key, auth).ShouldNotBe(PushCipher.Seal("x", key, auth));
    }
}
