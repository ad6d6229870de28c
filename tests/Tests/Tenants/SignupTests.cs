using System.Net;
using System.Text.RegularExpressions;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Tenants;

/// <summary>Somebody opens a club at the portal, with nobody's help.</summary>
public sealed partial class SignupTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private Visitor Portal => platform.At("localhost");

    [Fact]
    public async Task A_club_is_asked_for_confirmed_by_mail_opened_and_entered_by_its_owner()
    {
        var visitor = Portal;
        var refused = await visitor.SubmitAsync("/start", "/start", Form("Olé Pádel & Friends", "Bad--Slug", "nobody", ("country", "ZZ")));
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        foreach (var words in new[] { "Small letters, digits and single hyphens", "Please choose the country", "Please give your e-mail address.", "Olé Pádel & Friends", "bad--slug" }) page.ShouldContain(words, Case.Insensitive);

        var link = await AskAsync(visitor, "Olé Pádel & Friends", "ole-padel", "Olga@ole.test");
        var asked = await TextAsync(visitor, link);
        foreach (var words in new[] { "Open Olé Pádel & Friends", "Spain", "EUR", "Olga@ole.test", "Atlantic/Canary" }) asked.ShouldContain(words);
        // Looking at it takes nothing.
        ((bool)(await visitor.JsonAsync("/api/v1/signups/address?slug=ole-padel"))["free"]!).ShouldBeTrue();

        (await ConfirmAsync(visitor, link, ("slug", "ole-padel"), ("zone", "Atlantic/Canary"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await TextAsync(visitor, link)).ShouldContain("Opening Olé Pádel & Friends");
        (await visitor.PostFormAsync("/start/open/enter", [])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string)(await visitor.JsonAsync("/api/v1/signups/address?slug=ole-padel"))["why"]!).ShouldStartWith("Another club has this address");
        await platform.SettleAsync();
        (await TextAsync(visitor, link)).ShouldContain("Go into your club");
        var tenant = await platform.TenantAsync("ole-padel");
        (tenant.Name, tenant.Country, tenant.Currency, tenant.Zone, string.Join(' ', tenant.Languages)).ShouldBe(("Olé Pádel & Friends", "ES", "EUR", "Atlantic/Canary", "es en"));

        (await platform.ScalarAsync<string>("ole-padel", "select p.plan || ' ' || p.is_trial || ' ' || n.plan from club_plans p join next_plans n using (tenant_id) join tenants t on t.id = tenant_id where slug = 'ole-padel'")).ShouldBe("club true start");

        var owner = platform.At("ole-padel.localhost");
        var entrance = await visitor.SubmitAsync(link, "/start/open/enter", Secret(link));
        entrance.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var way = entrance.Headers.Location!;
        (way.Host, way.AbsolutePath).ShouldBe(("ole-padel.localhost", "/sign-in/link/open"));
        var key = Regex.Match(way.Query, "key=([^&]+)").Groups[1].Value;
        (await owner.SubmitAsync(way.PathAndQuery, "/sign-in/link/open", new Dictionary<string, string> { ["key"] = key, ["here"] = "yes" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await TextAsync(owner, "/manage/staff")).ShouldContain("Olga");
        // The mail's link lets in once, a double press and all; afterwards the club's own doors do.
        (await visitor.SubmitAsync(link, "/start/open/enter", Secret(link))).Headers.Location!.ToString().ShouldContain("/sign-in/link/open");
        platform.Clock.Advance(TimeSpan.FromMinutes(11));
        (await visitor.SubmitAsync(link, "/start/open/enter", Secret(link))).Headers.Location!.ToString().ShouldEndWith("/sign-in");
    }

    [Fact]
    public async Task Of_two_who_race_for_an_address_one_has_it_and_the_other_chooses_another()
    {
        var (one, other) = (Portal, Portal);
        string[] links = [await AskAsync(one, "First", "race-me", "first@race.test"), await AskAsync(other, "Second", "race-me", "second@race.test")];
        var answers = await Task.WhenAll(ConfirmAsync(one, links[0], ("slug", "race-me")), ConfirmAsync(other, links[1], ("slug", "race-me")));
        answers.Select(answer => answer.StatusCode).Order().ShouldBe([HttpStatusCode.Redirect, HttpStatusCode.BadRequest]);
        var (loser, link) = answers[0].StatusCode == HttpStatusCode.BadRequest ? (one, links[0]) : (other, links[1]);
        WebUtility.HtmlDecode(await answers.Single(answer => answer.StatusCode == HttpStatusCode.BadRequest).Content.ReadAsStringAsync()).ShouldContain("Another club has this address");
        (await ConfirmAsync(loser, link, ("slug", "race-me-too"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await platform.SettleAsync();
        (await TextAsync(loser, link)).ShouldContain("Go into your club");
        (await Cluster.ScalarAsync<long>(platform.Database, "select count(*) from platform.tenants where slug like 'race-me%' and state = 'open'")).ShouldBe(2);
    }

    [Fact]
    public async Task A_link_that_is_none_or_somebody_elses_or_over_opens_nothing()
    {
        var visitor = Portal;
        var link = await AskAsync(visitor, "Late", "late-club", "late@late.test");
        var id = Regex.Match(link, "signup=([^&]+)").Groups[1].Value;
        var other = await AskAsync(visitor, "Other", "other-late", "other@late.test");
        foreach (var wrong in new[] { "/start/open", "/start/open?signup=x&key=y", $"/start/open?signup={id}&key=", $"/start/open?signup={id}&{other.Split('&')[1]}", $"/start/open?signup={Guid.CreateVersion7()}&{link.Split('&')[1]}" })
            (await visitor.GetAsync(wrong)).StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.BadRequest);
        var shown = await visitor.GetAsync(link);
        shown.Headers.CacheControl!.NoStore.ShouldBeTrue();
        // The form that goes on into the club leads there and nowhere else.
        shown.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("form-action 'self' http://late-club.localhost;");
        await Cluster.ExecuteAsync(platform.Database, $"update platform.signups set expires_at = asked_at where id = '{id}'");
        (await visitor.GetAsync(link)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        // A secret is nowhere in the tables, and three links an hour go to one address.
        (await Cluster.ScalarAsync<long>(platform.Database, "select count(*) from platform.platform_mails where content || html <> '' and sent_at is not null")).ShouldBe(0);
        for (var i = 0; i < 4; i++) (await visitor.PostAsync("/api/v1/signups", Body($"many-{i}x", "many@late.test"))).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await platform.SettleAsync();
        (await Cluster.ScalarAsync<long>(platform.Database, "select count(*) from platform.dev_mails where recipient = 'many@late.test'")).ShouldBe(3);
    }

    [Theory]
    [InlineData("admin", "kept for the platform")]
    [InlineData("ab", "3 to 40 characters")]
    [InlineData("Has Space", "Small letters")]
    [InlineData("madrid", "Another club")]
    [InlineData("free-as-a-bird", null)]
    public async Task An_address_says_whether_it_is_free_and_why_not(string slug, string? why)
    {
        var answer = await Portal.JsonAsync($"/api/v1/signups/address?slug={Uri.EscapeDataString(slug)}");
        ((bool)answer["free"]!).ShouldBe(why is null);
        if (why is not null) ((string)answer["why"]!).ShouldContain(why);
        var asked = await Portal.PostAsync("/api/v1/signups", Body(slug, $"{Guid.CreateVersion7():N}@address.test"));
        asked.StatusCode.ShouldBe(why is null ? HttpStatusCode.Accepted : HttpStatusCode.BadRequest);
    }

    private static object Body(string slug, string email) => new { club = "A club", slug, country = "PK", language = "ur", email, firstName = "Asma", lastName = "Example" };

    private static Dictionary<string, string> Form(string club, string slug, string email, params (string Name, string Value)[] other)
    {
        var form = new Dictionary<string, string> { ["club"] = club, ["slug"] = slug, ["country"] = "ES", ["language"] = "es", ["email"] = email, ["firstName"] = "Olga", ["lastName"] = "Example" };
        foreach (var (name, value) in other) form[name] = value;
        return form;
    }

    private async Task<string> AskAsync(Visitor visitor, string club, string slug, string email)
    {
        var sent = await visitor.SubmitAsync("/start", "/start", Form(club, slug, email));
        sent.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await sent.Content.ReadAsStringAsync()).ShouldContain(email);
        await platform.SettleAsync();
        var mail = await Cluster.ScalarAsync<string>(platform.Database, $"select subject || ' ' || text from platform.dev_mails where recipient = '{email}'");
        mail.ShouldStartWith($"Abrir {club}");
        return new Uri(Address().Match(mail).Value).PathAndQuery;
    }

    private static Dictionary<string, string> Secret(string link, params (string Name, string Value)[] other)
    {
        var form = new Dictionary<string, string> { ["signup"] = Regex.Match(link, "signup=([^&]+)").Groups[1].Value, ["key"] = Regex.Match(link, "key=([^&]+)").Groups[1].Value };
        foreach (var (name, value) in other) form[name] = value;
        return form;
    }

    private static Task<HttpResponseMessage> ConfirmAsync(Visitor visitor, string link, params (string Name, string Value)[] typed) => visitor.SubmitAsync(link, "/start/open", Secret(link, typed));

    private static async Task<string> TextAsync(Visitor visitor, string path) => WebUtility.HtmlDecode(await (await visitor.GetAsync(path)).Content.ReadAsStringAsync());

    [GeneratedRegex(@"http\S+/start/open\S+")]
    private static partial Regex Address();
}
