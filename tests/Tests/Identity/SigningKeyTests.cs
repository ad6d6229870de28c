using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Identity;

/// <summary>Keys that sign tokens change while everybody works, and whoever checks tokens elsewhere keeps up.</summary>
public sealed class SigningKeyTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const string Issuer = "http://madrid.localhost";

    private ISigningKeyRotation Rotation => platform.Services.GetRequiredService<ISigningKeyRotation>();

    [Fact]
    public async Task A_partner_with_a_library_of_its_own_checks_tokens_over_a_rotation_without_asking_in_between()
    {
        var (before, first) = await TokenAsync("rotation@example.test");
        (await ChecksAsync(await PublishedAsync(), before)).ShouldBeTrue();

        // A day before the key is thirty days old the next one is published, and does not sign yet.
        platform.Clock.Advance(TimeSpan.FromDays(29.1));
        var published = await PublishedAsync();
        published.SigningKeys.Count.ShouldBe(2);
        var (last, still) = await TokenAsync("last@example.test");
        still.ShouldBe(first);

        // What the partner read then is enough for what the next key signs, and what it reads now for what the old one signed.
        platform.Clock.Advance(TimeSpan.FromDays(1));
        var (after, second) = await TokenAsync("rotated@example.test");
        second.ShouldNotBe(first);
        (await ChecksAsync(published, after)).ShouldBeTrue();
        (await PublishedAsync()).SigningKeys.Select(key => key.KeyId).ShouldBe([first, second], ignoreOrder: true);
        (await ChecksAsync(published, last)).ShouldBeFalse("it has run out");

        // Once the last token is over, the old key is too: not published, not believed, not stored.
        platform.Clock.Advance(TimeSpan.FromMinutes(31));
        (await PublishedAsync()).SigningKeys.Select(key => key.KeyId).ShouldBe([second]);
        (await Cluster.ScalarAsync<long>(platform.Database, "select count(*) from platform.signing_keys")).ShouldBe(1);
    }

    [Fact]
    public async Task A_token_that_was_signed_in_the_last_moment_works_to_its_end()
    {
        await TokenAsync("moment@example.test");
        var signsFrom = await Rotation.RotateAsync(atOnce: false);
        platform.Clock.Now = signsFrom - TimeSpan.FromSeconds(1);
        var visitor = platform.Madrid();
        await visitor.EnterAsync("moment@example.test");

        platform.Clock.Advance(TimeSpan.FromMinutes(14));
        (await visitor.MeAsync()).ShouldBe(HttpStatusCode.OK);
        (await ChecksAsync(await PublishedAsync(), visitor.Token!)).ShouldBeTrue();
        var (_, next) = await TokenAsync("moment@example.test");
        next.ShouldNotBe(KeyOf(visitor.Token!));
    }

    [Fact]
    public async Task Asked_to_rotate_twice_one_key_is_made_and_time_is_given_to_whoever_keeps_ours()
    {
        await TokenAsync("twice@example.test");
        var from = await Rotation.RotateAsync(atOnce: false);
        (await Rotation.RotateAsync(atOnce: false)).ShouldBe(from);

        (from - platform.Clock.Now).ShouldBe(TimeSpan.FromHours(24));
        (await Cluster.ScalarAsync<long>(platform.Database, "select count(*) from platform.signing_keys where retired_at is null")).ShouldBe(1);
        platform.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_stolen_key_is_worth_nothing_within_a_minute_and_refresh_tokens_go_on()
    {
        var visitor = platform.Madrid();
        var refresh = await visitor.EnterAsync("stolen@example.test");
        var stolen = await new Forger(platform).StolenKeyAsync();
        await Rotation.RotateAsync(atOnce: true);

        platform.Clock.Advance(TimeSpan.FromSeconds(61));
        (await visitor.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized);
        visitor.Token = (string)(await (await visitor.RefreshAsync(refresh)).JsonOf())["accessToken"]!;
        (await visitor.MeAsync()).ShouldBe(HttpStatusCode.OK);
        visitor.Token = new Forger(platform).Rewrite(visitor.Token, stolen, SecurityAlgorithms.EcdsaSha256);
        (await visitor.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized);
        (await PublishedAsync()).SigningKeys.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Every_club_publishes_at_its_own_host_and_nobody_elsewhere()
    {
        await TokenAsync("host@example.test");
        var (madrid, lahore) = (await platform.Madrid().JsonAsync("/.well-known/openid-configuration"), await platform.Lahore().JsonAsync("/.well-known/openid-configuration"));
        ((string)madrid["issuer"]!, (string)madrid["jwks_uri"]!).ShouldBe((Issuer, $"{Issuer}/.well-known/jwks.json"));
        ((string)lahore["issuer"]!, (string)lahore["jwks_uri"]!).ShouldBe(("http://lahore.localhost", "http://lahore.localhost/.well-known/jwks.json"));

        foreach (var path in (string[])["/.well-known/openid-configuration", "/.well-known/jwks.json"])
        {
            foreach (var host in (string[])["localhost", "admin.localhost", "nobody.localhost", "example.org"])
                (await platform.At(host).GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, $"{host}{path}");
            var answer = await platform.Madrid().GetAsync(path);
            (answer.Headers.CacheControl!.Public, answer.Headers.CacheControl.MaxAge).ShouldBe((true, TimeSpan.FromHours(1)));
            answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Only_public_halves_are_published()
    {
        await TokenAsync("public@example.test");
        foreach (var key in (await platform.Madrid().JsonAsync("/.well-known/jwks.json"))["keys"]!.AsArray())
            key!.AsObject().Select(member => member.Key).ShouldBe(["kty", "crv", "use", "alg", "kid", "x", "y"], ignoreOrder: true);
    }

    private async Task<(string Token, string KeyId)> TokenAsync(string email)
    {
        var token = (string)(await platform.Madrid().RegisterAsync(email))["accessToken"]!;
        return (token, KeyOf(token));
    }

    private static string KeyOf(string token) => new JsonWebTokenHandler().ReadJsonWebToken(token).Kid;

    /// <summary>What a partner's library reads at the club's host.</summary>
    private async Task<OpenIdConnectConfiguration> PublishedAsync()
    {
        var documents = new HttpDocumentRetriever(platform.Server.CreateClient()) { RequireHttps = false };
        return await new ConfigurationManager<OpenIdConnectConfiguration>($"{Issuer}/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), documents).GetConfigurationAsync();
    }

    private async Task<bool> ChecksAsync(OpenIdConnectConfiguration published, string token)
    {
        var now = platform.Clock.Now.UtcDateTime;
        return (await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = published.Issuer,
            ValidAudience = Issuer,
            IssuerSigningKeys = published.SigningKeys,
            LifetimeValidator = (from, until, _, _) => from <= now && now < until,
        })).IsValid;
    }
}
