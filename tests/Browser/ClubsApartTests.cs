using System.Text.Json;

namespace PadelSaaS.Browser;

/// <summary>Two clubs side by side in one browser: each is itself, and neither knows who is at the other.</summary>
public sealed class ClubsApartTests
{
    [Theory, InlineData(360), InlineData(1280)]
    public async Task Colours_logo_name_manifest_and_title_differ_and_never_mix(int width)
    {
        await using var visitor = await Visitor.WithAsync(width);
        var smash = await LookAsync(visitor, "smash");
        var indus = await LookAsync(visitor, "indus");
        var again = await LookAsync(visitor, "smash");

        (again with { Words = smash.Words }).ShouldBe(smash);
        smash.Title.ShouldContain("Smash Pádel Madrid");
        indus.Title.ShouldContain("Indus");
        smash.Manifest.ShouldBe("Smash Pádel Madrid");
        indus.Manifest.ShouldNotBe(smash.Manifest);
        indus.Primary.ShouldNotBe(smash.Primary);
        indus.Logo.ShouldNotBe(smash.Logo);
        (smash.Words + smash.Title).ShouldNotContain("Indus");
        (indus.Words + indus.Title).ShouldNotContain("Smash");
    }

    [Theory, InlineData(360), InlineData(1280)]
    public async Task Signed_in_at_one_club_is_a_stranger_at_the_other(int width)
    {
        await using var visitor = await Visitor.WithAsync(width);
        await visitor.SignInAsync("smash", "owner");
        await visitor.OpenAsync("/", "indus");
        await Assertions.Expect(visitor.Page.Locator(".menu.account")).ToHaveCountAsync(0);
        await visitor.OpenAsync("/", "smash");
        await Assertions.Expect(visitor.Page.Locator(".menu.account")).ToHaveCountAsync(1);
    }

    private sealed record Face(string Title, string Primary, string Logo, string Manifest, string Words);

    private static async Task<Face> LookAsync(Visitor visitor, string club)
    {
        await visitor.OpenAsync("/", club);
        return new Face(
            await visitor.Page.TitleAsync(),
            await visitor.Page.EvaluateAsync<string>("() => getComputedStyle(document.documentElement).getPropertyValue('--primary')"),
            await visitor.Page.EvaluateAsync<string>("() => fetch(document.querySelector('.home img').src).then((answer) => answer.text())"),
            (await visitor.Page.EvaluateAsync<JsonElement>("() => fetch('/manifest.webmanifest').then((answer) => answer.json())")).GetProperty("name").GetString()!,
            await visitor.Page.Locator("body").InnerTextAsync());
    }
}
