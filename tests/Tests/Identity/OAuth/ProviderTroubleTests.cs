using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Identity.OAuth;

/// <summary>Providers that refuse or fail, clubs that are suspended or renamed, and connections that are taken away.</summary>
public sealed class ProviderTroubleTests(WithProviders platform) : IClassFixture<WithProviders>
{
    [Fact]
    public async Task Who_changes_their_mind_at_the_provider_is_back_at_the_sign_in_page_and_reads_so()
    {
        var browser = platform.Browser();
        var back = await browser.ArriveAsync(platform.Google.Refuse(await browser.LeaveAsync()));

        back.PathAndQuery.ShouldBe("/sign-in?problem=denied&with=google&return=%2Fbookings");
        (await browser.ReadAsync(back.PathAndQuery)).ShouldContain("You did not go on at Google. Nothing was changed.");
        (await browser.ReadAsync(back.PathAndQuery + "&lang=es")).ShouldContain("No continuaste en Google.");
    }

    [Fact]
    public async Task An_error_of_the_provider_is_a_sentence_and_what_it_says_is_not_repeated()
    {
        var browser = platform.Browser();
        var back = StrictProvider.With(platform.Google.Refuse(await browser.LeaveAsync(), "server_error"), "error_description", "<script>alert(1)</script>");

        (await browser.ReadAsync((await browser.ArriveAsync(back)).PathAndQuery)).ShouldSatisfyAllConditions(
            page => page.ShouldContain("Google did not confirm who you are."), page => page.ShouldNotContain("alert(1)"));
    }

    [Theory]
    [InlineData("down")]
    [InlineData("slow")]
    [InlineData("500")]
    [InlineData("html")]
    [InlineData("nobody")]
    public async Task A_provider_that_is_down_or_talks_nonsense_is_a_page_and_no_failure_of_ours(string trouble)
    {
        var browser = platform.Browser();
        var back = platform.Google.Consent(await browser.LeaveAsync(), new Stranger("x", "x@gmail.test"));
        platform.Google.Instead = request => trouble switch
        {
            "down" => throw new HttpRequestException("connection refused"),
            "slow" => throw new TaskCanceledException("timeout"),
            "500" => new HttpResponseMessage(HttpStatusCode.InternalServerError),
            "html" => new HttpResponseMessage { Content = new StringContent("<html>") },
            _ => request.Method == HttpMethod.Post ? null : new HttpResponseMessage { Content = new StringContent("{}") },
        };
        try
        {
            (await browser.ArriveAsync(back)).PathAndQuery.ShouldContain("/sign-in?problem=failed");
        }
        finally
        {
            platform.Google.Instead = null;
        }
        (await browser.WhoAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_suspended_club_still_signs_its_people_in_and_a_closed_one_does_not()
    {
        var who = new Stranger("suspended", "suspended@gmail.test");
        var browser = platform.Browser("lahore");
        await browser.ThroughAsync(who);
        await browser.Club.SubmitAsync("/sign-in/connect", "/sign-in/connect/open", new Dictionary<string, string>());
        try
        {
            await StateAsync("suspended");
            var again = platform.Browser("lahore");
            (await again.ThroughAsync(who)).Headers.Location!.OriginalString.ShouldBe("/bookings");
            (await again.WhoAsync()).ShouldBe("suspended@gmail.test");

            var last = platform.Browser("lahore");
            var back = platform.Google.Consent(await last.LeaveAsync(), who);
            await StateAsync("closed");
            (await last.Portal.GetAsync(back.PathAndQuery)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
        finally
        {
            await StateAsync("open");
        }
    }

    [Fact]
    public async Task Connections_are_listed_and_taken_away_but_the_last_way_in_stays()
    {
        var who = new Stranger("only-way", "only-way@gmail.test");
        var browser = platform.Browser();
        await browser.ThroughAsync(who);
        await browser.Club.SubmitAsync("/sign-in/connect", "/sign-in/connect/open", new Dictionary<string, string>());
        (await browser.ReadAsync("/account")).ShouldContain("/account/connected/google/remove");

        var refused = await browser.Club.SubmitAsync("/account", "/account/connected/google/remove", new Dictionary<string, string>());
        refused.Headers.Location!.OriginalString.ShouldBe("/account?done=last_way_in");
        (await browser.ReadAsync("/account?done=last_way_in")).ShouldContain("That is your only way in.");

        // With Facebook besides, one of the two may go: also when both are taken away at once, one stays.
        await browser.ThroughAsync(who with { Subject = "only-way-f" }, "facebook", "/account");
        await browser.Club.SubmitAsync("/sign-in/connect", "/sign-in/connect", new Dictionary<string, string>());
        await Task.WhenAll(((string[])["google", "facebook"]).Select(provider => browser.Club.SubmitAsync("/account", $"/account/connected/{provider}/remove", new Dictionary<string, string>())));
        (await platform.ScalarAsync<long>("madrid", "select count(*) from external_identities where user_id = (select id from users where email = 'only-way@gmail.test')")).ShouldBe(1);
        (await browser.Club.PostFormAsync("/account/connected/nobody/remove", new Dictionary<string, string>())).StatusCode.ShouldBe(HttpStatusCode.BadRequest, "without the form's token");
    }

    [Fact]
    public async Task One_account_elsewhere_opens_one_account_here()
    {
        await platform.Madrid().RegisterAsync("first@example.test");
        await platform.Madrid().RegisterAsync("second@example.test");
        var (first, second) = (platform.Browser(), platform.Browser());
        await first.Club.SignInAsync("first@example.test", People.Password);
        await second.Club.SignInAsync("second@example.test", People.Password);
        // Both are at the last page before either has connected.
        foreach (var browser in (Browser[])[first, second]) await browser.ThroughAsync(new Stranger("shared", "shared@gmail.test"), back: "/account");
        var answers = await Task.WhenAll(((Browser[])[first, second]).Select(browser => browser.Club.SubmitAsync("/sign-in/connect", "/sign-in/connect", new Dictionary<string, string>())));

        answers.Select(answer => answer.Headers.Location!.OriginalString).ShouldBe(["/account", "/account?problem=taken&with=google"], ignoreOrder: true);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from external_identities where subject = 'shared'")).ShouldBe(1);
    }

    [Fact]
    public async Task Tables_hold_no_ticket_that_opens_anything()
    {
        var browser = platform.Browser();
        var ticket = await browser.ArriveAsync(platform.Google.Consent(await browser.LeaveAsync(), new Stranger("kept", "kept@gmail.test")));
        var stored = await Cluster.ScalarAsync<string>(platform.Database, "select string_agg(to_jsonb(t)::text, '') from platform.sign_in_tickets t");

        stored.ShouldNotContain(ticket.Query.Split('=')[1]);
        stored.ShouldNotContain("kept@gmail.test");
    }

    private async Task StateAsync(string state)
    {
        await Cluster.ExecuteAsync(platform.Database, $"update platform.tenants set state = '{state}' where slug = 'lahore'");
        platform.Services.GetService(typeof(Platform.Caching.Cached)).ShouldBeOfType<Platform.Caching.Cached>().DropAll();
    }
}
