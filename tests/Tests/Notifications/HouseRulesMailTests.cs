using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Payments;

namespace PadelSaaS.Tests.Notifications;

/// <summary>What a venue asks of everybody stands in the confirmation.</summary>
public sealed class HouseRulesMailTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task It_says_what_the_house_asks_of_everybody_in_the_readers_language()
    {
        await platform.ExecuteAsync("madrid", """update venues set house_rules = '{"en": "Indoor shoes only.\nGuests sign in at the desk.", "es": "Solo zapatillas de interior."}'""");
        // Written behind the platform's back: memory may show the old rules for a while.
        platform.Clock.Advance(TimeSpan.FromMinutes(6));
        await new Checkout(platform, "madrid").PaidAsync("Rule", "rule@example.test", "en");
        var text = await platform.NewestMailAsync("rule@example.test", "text");
        text.ShouldContain("House rules of Centro:");
        text.ShouldContain("Indoor shoes only.");
        text.ShouldContain("Guests sign in at the desk.");
        await new Checkout(platform, "madrid").PaidAsync("Norma", "norma@example.test", "es");
        (await platform.NewestMailAsync("norma@example.test", "html")).ShouldContain("Solo zapatillas de interior.");
    }
}
