namespace PadelSaaS.Browser;

/// <summary>The pages that belong to no club or to one that has not begun.</summary>
public sealed class OtherDoorsTests
{
    [Theory, InlineData(360), InlineData(1280)]
    public async Task The_portal_and_the_console_are_sound(int width)
    {
        await using var visitor = await Visitor.WithAsync(width);
        foreach (var (host, path, picture) in new[] { ("portal", "/", "portal"), ("admin", "/", "console"), ("admin", "/inbox?to=nobody", "console-inbox-empty"), ("fresh", "/", "fresh-home"), ("fresh", "/book", "fresh-book") })
        {
            await visitor.OpenAsync(path, host);
            await visitor.SeeAsync(picture);
            await Rules.ShouldHoldAsync(visitor.Page);
        }
    }
}
