using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Identity;

public sealed class TokenTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private readonly Forger forger = new(platform);

    [Fact]
    public async Task A_token_of_another_club_is_refused()
    {
        var (madrid, lahore) = (platform.Madrid(), platform.Lahore());
        await madrid.EnterAsync("stranger@example.test");
        lahore.Token = madrid.Token;

        (await lahore.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_that_was_rewritten_under_its_old_signature_is_refused()
    {
        var visitor = platform.Madrid();
        await visitor.EnterAsync("tampered@example.test");
        var lahore = (await platform.TenantAsync("lahore")).Id.ToString();
        var madrid = (await platform.TenantAsync("madrid")).Id.ToString();

        visitor.Token = Forger.Tamper(visitor.Token!, madrid, lahore);
        (await visitor.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_without_a_signature_is_refused()
    {
        var visitor = platform.Madrid();
        await visitor.EnterAsync("unsigned@example.test");

        visitor.Token = Forger.Unsigned(visitor.Token!);
        (await visitor.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_signed_by_somebody_else_is_refused()
    {
        var visitor = platform.Madrid();
        await visitor.EnterAsync("foreign@example.test");
        var ours = await forger.StolenKeyAsync();
        using var theirs = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        visitor.Token = forger.Rewrite(visitor.Token!, new ECDsaSecurityKey(theirs) { KeyId = ours.Kid }, SecurityAlgorithms.EcdsaSha256);
        (await visitor.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Our_public_key_is_no_shared_secret()
    {
        var visitor = platform.Madrid();
        await visitor.EnterAsync("confused@example.test");
        var ours = await forger.StolenKeyAsync();
        var secret = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(ours.X + ours.Y)) { KeyId = ours.Kid };

        visitor.Token = forger.Rewrite(visitor.Token!, secret, SecurityAlgorithms.HmacSha256);
        (await visitor.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Even_with_our_own_key_a_token_opens_only_the_club_its_session_belongs_to()
    {
        var (madrid, lahore) = (platform.Madrid(), platform.Lahore());
        await madrid.EnterAsync("wanderer@example.test");
        var own = madrid.Token!;
        var key = await forger.StolenKeyAsync();
        var there = (await platform.TenantAsync("lahore")).Id.ToString();
        string Forged(params (string, object)[] changes) => forger.Rewrite(own, key, SecurityAlgorithms.EcdsaSha256, changes);

        lahore.Token = Forged(("iss", "http://lahore.localhost"), ("aud", "http://lahore.localhost"));
        (await lahore.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized, "the tenant is another's");
        lahore.Token = Forged(("iss", "http://lahore.localhost"), ("aud", "http://lahore.localhost"), ("tid", there));
        (await lahore.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized, "the session is not in this club's schema");
        madrid.Token = Forged(("tid", there));
        (await madrid.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized, "the tenant is not this host's");
        madrid.Token = Forged(("aud", "http://madrid.example"));
        (await madrid.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized, "it was meant for another host");
        madrid.Token = Forged(("iss", "http://madrid.example"));
        (await madrid.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized, "another host issued it");
        madrid.Token = Forged();
        (await madrid.MeAsync()).ShouldBe(HttpStatusCode.OK, "unchanged, it is as good as the club's own");
    }

    [Fact]
    public async Task A_token_for_somebody_elses_account_in_ones_own_session_is_refused()
    {
        var visitor = platform.Madrid();
        await visitor.EnterAsync("climber@example.test");
        var owner = await platform.ScalarAsync<Guid>("madrid", "select id from users where email = 'owner@madrid.test'");

        visitor.Token = forger.Rewrite(visitor.Token!, await forger.StolenKeyAsync(), SecurityAlgorithms.EcdsaSha256, ("sub", owner.ToString()));
        (await visitor.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Roles_are_read_here_and_not_believed()
    {
        var visitor = platform.Madrid();
        await visitor.EnterAsync("boaster@example.test");

        visitor.Token = forger.Rewrite(visitor.Token!, await forger.StolenKeyAsync(), SecurityAlgorithms.EcdsaSha256, ("role", new[] { "owner" }), ("ability", new[] { "tenant.manage" }));
        (await visitor.JsonAsync("/api/v1/auth/me"))["abilities"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_access_token_runs_out_after_a_quarter_of_an_hour()
    {
        var visitor = platform.Madrid();
        await visitor.EnterAsync("clock@example.test");

        platform.Clock.Advance(TimeSpan.FromMinutes(14));
        (await visitor.MeAsync()).ShouldBe(HttpStatusCode.OK);
        platform.Clock.Advance(TimeSpan.FromMinutes(2));
        (await visitor.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_worthless_token_is_401_where_a_guest_would_be_welcome()
    {
        var visitor = platform.Madrid();
        (await visitor.GetAsync("/api/v1/venues")).StatusCode.ShouldBe(HttpStatusCode.OK);

        visitor.Token = "worthless";
        var response = await visitor.GetAsync("/api/v1/venues");
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await response.SlugOf()).ShouldBe("unauthorized");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30.")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9..")]
    [InlineData("....")]
    public async Task Nonsense_in_place_of_a_token_is_401_and_never_500(string token)
    {
        var visitor = platform.Madrid();
        visitor.Headers["Authorization"] = $"Bearer {token}";

        (await visitor.MeAsync()).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_private_half_of_the_signing_key_is_sealed()
    {
        await platform.Madrid().EnterAsync("sealed@example.test");
        var stored = await Cluster.ScalarAsync<string>(platform.Database, "select to_jsonb(k)::text from platform.signing_keys k");

        stored.ShouldNotContain((await forger.StolenKeyAsync()).D);
    }
}
