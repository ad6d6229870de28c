using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Edge;

/// <summary>What pages may load and where forms may lead, at each door.</summary>
public sealed class PolicyTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Theory]
    [InlineData("madrid.localhost", "/sign-in", "form-action 'self';")]
    [InlineData("localhost", "/", "form-action 'self';")]
    // An admin who signs in as a club's account is redirected to the club by the answer to a form.
    [InlineData("admin.localhost", "/sign-in", "form-action 'self' http://*.localhost;")]
    [InlineData("admin.localhost:5080", "/sign-in", "form-action 'self' http://*.localhost:5080;")]
    public async Task Forms_lead_no_further_than_they_have_to(string host, string path, string expected)
    {
        var policy = (await platform.At(host).GetAsync(path)).Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();

        policy.ShouldContain(expected);
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldContain("object-src 'none'");
        policy.ShouldNotContain("unsafe");
    }

    [Fact]
    public async Task A_pages_nonce_is_its_own_each_time()
    {
        var visitor = platform.Madrid();
        var first = (await visitor.GetAsync("/")).Headers.GetValues("Content-Security-Policy").Single();
        var second = (await visitor.GetAsync("/")).Headers.GetValues("Content-Security-Policy").Single();

        first.ShouldContain("'nonce-");
        first.ShouldNotBe(second);
    }
}
