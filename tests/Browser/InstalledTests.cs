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

    [Fact]
    public async Task A_message_shows_while_nobody_looks_at_the_club_and_the_same_one_shows_once()
    {
        await using var visitor = await Visitor.WithAsync(1280);
        await visitor.OpenAsync("/", "smash");
        var origin = new Uri(visitor.Page.Url).GetLeftPart(UriPartial.Authority);
        await visitor.Context.GrantPermissionsAsync(["notifications"], new BrowserContextGrantPermissionsOptions { Origin = origin });
        await visitor.Page.WaitForFunctionAsync("() => !!navigator.serviceWorker.controller");
        var registered = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var session = await visitor.Context.NewCDPSessionAsync(visitor.Page);
        session.Event("ServiceWorker.workerRegistrationUpdated").OnEvent += (_, said) =>
        {
            foreach (var one in said!.Value.GetProperty("registrations").EnumerateArray())
                if (one.GetProperty("scopeURL").GetString() == origin + "/") registered.TrySetResult(one.GetProperty("registrationId").GetString()!);
        };
        await session.SendAsync("ServiceWorker.enable");
        var registration = await registered.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await visitor.Page.GotoAsync("about:blank");
        foreach (var message in new[] { """{"tag":"1","title":"Booked: Friday","body":"Pista 1 is yours.","url":"/my/bookings","lang":"en"}""", """{"tag":"1","title":"Booked: Friday","body":"Pista 1 is yours.","url":"/my/bookings","lang":"en"}""", "no JSON" })
            await session.SendAsync("ServiceWorker.deliverPushMessage", new Dictionary<string, object> { ["origin"] = origin, ["registrationId"] = registration, ["data"] = message });

        await visitor.OpenAsync("/", "smash");
        const string Shown = "async () => (await (await navigator.serviceWorker.ready).getNotifications()).map((one) => `${one.title}: ${one.body} ${one.data?.url ?? ''}`.trim()).sort()";
        await visitor.Page.WaitForFunctionAsync("async () => (await (await navigator.serviceWorker.ready).getNotifications()).length === 2");
        (await visitor.Page.EvaluateAsync<string[]>(Shown)).ShouldBe(["Booked: Friday: Pista 1 is yours. /my/bookings", "no JSON:"]);
    }
}
