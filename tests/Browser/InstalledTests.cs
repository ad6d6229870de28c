using System.Text.Json;

namespace PadelSaaS.Browser;

/// <summary>The club on a home screen.</summary>
public sealed class InstalledTests
{
    [Theory, InlineData(360), InlineData(1280)]
    public async Task The_club_can_be_installed_and_says_so_when_the_network_is_gone(int width)
    {
        await using var visitor = await Visitor.WithAsync(width);
        await visitor.OpenAsync("/", "smash");
        var manifest = await visitor.Page.EvaluateAsync<JsonElement>("() => fetch(document.querySelector('link[rel=manifest]').href).then((answer) => answer.json())");
        manifest.GetProperty("name").GetString().ShouldBe("Smash Pádel Madrid");
        manifest.GetProperty("display").GetString().ShouldBe("standalone");
        manifest.GetProperty("icons").GetArrayLength().ShouldBeGreaterThan(1);
        foreach (var icon in manifest.GetProperty("icons").EnumerateArray())
            (await visitor.Page.EvaluateAsync<int>("(src) => fetch(src).then((answer) => answer.status)", icon.GetProperty("src").GetString())).ShouldBe(200);

        await visitor.Page.WaitForFunctionAsync("() => !!navigator.serviceWorker.controller");
        await visitor.Context.SetOfflineAsync(true);
        visitor.ExpectFailure();
        await visitor.OpenAsync("/book");
        await visitor.HeadingAsync("You are offline");
        await visitor.ShouldFitAsync();
    }
}
