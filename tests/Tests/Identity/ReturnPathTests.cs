using PadelSaaS.Identity;

namespace PadelSaaS.Tests.Identity;

public sealed class ReturnPathTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/account")]
    [InlineData("/book?venue=centro&date=2026-11-25#top")]
    [InlineData("/a//b")]
    [InlineData("/@evil.test")]
    public void A_path_of_this_site_is_kept(string wish) => ReturnPath.Local(wish).ShouldBe(wish);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("account")]
    [InlineData("//evil.test")]
    [InlineData("///evil.test")]
    [InlineData("/\\evil.test")]
    [InlineData("\\\\evil.test")]
    [InlineData("/\t/evil.test")]
    [InlineData("/\n/evil.test")]
    [InlineData("/a\r\nSet-Cookie: x=y")]
    [InlineData("https://evil.test/")]
    [InlineData("https:evil.test")]
    [InlineData("javascript:alert(1)")]
    [InlineData(" /account")]
    public void Anything_else_leads_home(string? wish) => ReturnPath.Local(wish).ShouldBe("/");

    [Fact]
    public void A_path_longer_than_any_of_ours_leads_home() => ReturnPath.Local("/" + new string('a', 1000)).ShouldBe("/");
}
