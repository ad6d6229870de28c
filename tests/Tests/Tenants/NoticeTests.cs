using System.Globalization;
using System.Net;
using PadelSaaS.Tests.Admins;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Tenants;

/// <summary>What the platform tells those who work for clubs.</summary>
public sealed class NoticeTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const string Path = "/notices";

    [Fact]
    public async Task Who_works_for_a_club_reads_it_in_their_language_until_it_ends_and_players_do_not()
    {
        var admin = await platform.AdminAsync();
        var form = new Dictionary<string, string> { ["en"] = "Tonight at two we are <away> for ten minutes.", ["es"] = "Esta noche a las dos faltamos diez minutos.", ["until"] = platform.Clock.Now.AddDays(-1).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture) };
        var late = await admin.SubmitAsync(Path, Path, form);
        late.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await late.Content.ReadAsStringAsync()).ShouldContain("Esta noche a las dos");
        form["until"] = platform.Clock.Now.AddDays(2).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
        (await admin.SubmitAsync(Path, Path, new Dictionary<string, string>(form) { ["en"] = "short" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await admin.SubmitAsync(Path, Path, form)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await platform.SettleAsync();

        var desk = platform.Madrid();
        await desk.SignInAsync("desk@madrid.test", People.DemoPassword);
        (await TextAsync(desk, "/desk")).ShouldContain("we are &lt;away&gt; for ten minutes");
        (await TextAsync(desk, "/desk?lang=es")).ShouldContain("faltamos diez minutos");
        (await TextAsync(platform.Madrid(), "/book")).ShouldNotContain("ten minutes");

        // Another is taken down before its time; the first ends by itself.
        (await admin.SubmitAsync(Path, Path, new Dictionary<string, string>(form) { ["en"] = "A page that is gone soon.", ["urgent"] = "true" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await platform.SettleAsync();
        var text = await TextAsync(desk, "/desk?lang=en");
        text.IndexOf("gone soon", StringComparison.Ordinal).ShouldBeInRange(0, text.IndexOf("ten minutes", StringComparison.Ordinal));
        var id = await platform.ScalarAsync<Guid>("madrid", "select id from platform.club_notices where urgent");
        (await admin.SubmitAsync(Path, $"{Path}/{id}/end", new Dictionary<string, string>())).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await platform.SettleAsync();
        (await TextAsync(desk, "/desk")).ShouldNotContain("gone soon");
        platform.Clock.Advance(TimeSpan.FromDays(2));
        desk = platform.Madrid();
        await desk.SignInAsync("desk@madrid.test", People.DemoPassword);
        (await TextAsync(desk, "/desk")).ShouldNotContain("ten minutes");
    }

    private static async Task<string> TextAsync(Visitor visitor, string path) => await (await visitor.GetAsync(path)).Content.ReadAsStringAsync();
}
