using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Identity.OAuth;

/// <summary>What people try who want to be signed in as somebody else, or to sign somebody else in as them.</summary>
public sealed class ProviderAttackTests(WithProviders platform) : IClassFixture<WithProviders>
{
    private static readonly Stranger Ana = new("ana", "ana@gmail.test");

    [Fact]
    public async Task A_callback_that_began_in_another_browser_signs_nobody_in()
    {
        var (attacker, victim) = (platform.Browser(), platform.Browser());
        var (back, before) = (platform.Google.Consent(await attacker.LeaveAsync(), Ana), platform.Google.Exchanges);

        var sent = await victim.ArriveAsync(back);
        sent.PathAndQuery.ShouldBe("/sign-in?problem=failed&with=google&return=%2Fbookings");
        platform.Google.Exchanges.ShouldBe(before, "the code is not even looked at");
        (await victim.WhoAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_state_that_was_made_up_or_left_out_ends_at_a_page()
    {
        var browser = platform.Browser();
        var back = platform.Google.Consent(await browser.LeaveAsync(), Ana);
        foreach (var state in (string?[])[null, "", "made-up", new string('x', 5000)])
        {
            var answer = await browser.Portal.GetAsync(StrictProvider.With(back, "state", state).PathAndQuery);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, state);
            (await answer.Content.ReadAsStringAsync()).ShouldContain("This sign-in cannot go on");
        }
    }

    [Fact]
    public async Task A_callback_works_once()
    {
        var browser = platform.Browser();
        var back = platform.Google.Consent(await browser.LeaveAsync(), Ana);
        (await browser.ArriveAsync(back)).PathAndQuery.ShouldContain("/ticket?ticket=");

        (await browser.ArriveAsync(back)).PathAndQuery.ShouldContain("problem=failed");
    }

    [Fact]
    public async Task A_code_works_once_also_for_who_kept_the_cookie()
    {
        var browser = platform.Browser();
        var back = platform.Google.Consent(await browser.LeaveAsync(), Ana);
        var kept = new Dictionary<string, string>(browser.Portal.Cookies);
        await browser.ArriveAsync(back);

        foreach (var (name, value) in kept) browser.Portal.Cookies[name] = value;
        (await browser.ArriveAsync(back)).PathAndQuery.ShouldContain("problem=failed");
    }

    [Fact]
    public async Task A_ticket_works_once_and_for_a_minute()
    {
        var (first, late) = (platform.Browser(), platform.Browser());
        var ticket = await first.ArriveAsync(platform.Google.Consent(await first.LeaveAsync(), Ana));
        var mark = first.Club.Cookies["padel_out"];
        (await first.Club.GetAsync(ticket.PathAndQuery)).Headers.Location!.OriginalString.ShouldBe("/sign-in/connect");
        first.Club.Cookies["padel_out"] = mark;
        (await first.Club.GetAsync(ticket.PathAndQuery)).Headers.Location!.OriginalString.ShouldContain("problem=ticket");

        var old = await late.ArriveAsync(platform.Google.Consent(await late.LeaveAsync(), Ana));
        platform.Clock.Advance(TimeSpan.FromSeconds(61));
        (await late.Club.GetAsync(old.PathAndQuery)).Headers.Location!.OriginalString.ShouldContain("problem=ticket");
    }

    [Fact]
    public async Task A_ticket_in_another_browser_or_at_another_club_is_worth_nothing_and_is_gone()
    {
        await ConnectAsync(new Stranger("owner-of-it", "owner-of-it@gmail.test"));
        foreach (var thief in (Visitor[])[platform.Madrid(), platform.Lahore()])
        {
            var browser = platform.Browser();
            var ticket = await browser.ArriveAsync(platform.Google.Consent(await browser.LeaveAsync(), new Stranger("owner-of-it", "owner-of-it@gmail.test")));
            thief.Cookies["padel_out"] = thief.Slug == "lahore" ? browser.Club.Cookies["padel_out"] : "another-mark";
            (await thief.GetAsync(ticket.PathAndQuery)).Headers.Location!.OriginalString.ShouldContain("problem=ticket");
            (await thief.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

            (await browser.Club.GetAsync(ticket.PathAndQuery)).Headers.Location!.OriginalString.ShouldContain("problem=ticket", customMessage: "it was shown, so somebody has it");
        }
    }

    [Fact]
    public async Task A_ticket_of_one_provider_does_not_pass_as_anothers()
    {
        var browser = platform.Browser();
        var ticket = await browser.ArriveAsync(platform.Google.Consent(await browser.LeaveAsync(), Ana));

        (await browser.Club.GetAsync(ticket.PathAndQuery.Replace("/google/", "/facebook/", StringComparison.Ordinal))).Headers.Location!.OriginalString.ShouldContain("problem=ticket");
    }

    [Fact]
    public async Task Googles_answer_at_Facebooks_address_is_nothing_and_so_is_another_issuers_at_Googles()
    {
        var browser = platform.Browser();
        var back = platform.Google.Consent(await browser.LeaveAsync(), Ana);
        var before = (platform.Google.Exchanges, platform.Facebook.Exchanges);
        (await browser.Portal.GetAsync(back.PathAndQuery.Replace("/google/", "/facebook/", StringComparison.Ordinal))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.ArriveAsync(StrictProvider.With(back, "iss", "https://evil.test"))).PathAndQuery.ShouldContain("problem=failed");

        (platform.Google.Exchanges, platform.Facebook.Exchanges).ShouldBe(before, "no code is shown to anybody");
    }

    [Fact]
    public async Task A_code_that_was_slipped_in_fails_at_the_providers_proof()
    {
        var (attacker, victim) = (platform.Browser(), platform.Browser());
        var theirs = platform.Google.Consent(await attacker.LeaveAsync(), new Stranger("attacker", "attacker@gmail.test"));
        var own = platform.Google.Consent(await victim.LeaveAsync(), Ana);
        var code = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(theirs.Query)["code"].ToString();

        (await victim.ArriveAsync(StrictProvider.With(own, "code", code))).PathAndQuery.ShouldContain("problem=failed");
    }

    [Theory]
    [InlineData("https://evil.test/")]
    [InlineData("//evil.test/")]
    [InlineData("/\\evil.test")]
    [InlineData("javascript:alert(1)")]
    public async Task The_way_back_is_a_path_of_the_club_whatever_was_asked(string wish)
    {
        var who = new Stranger("wished", "wished@gmail.test");
        await ConnectAsync(who);
        var browser = platform.Browser();

        (await browser.ThroughAsync(who, back: wish)).Headers.Location!.OriginalString.ShouldBe("/");
        (await browser.WhoAsync()).ShouldBe("wished@gmail.test");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("made-up")]
    public async Task The_portal_sends_nobody_off_who_does_not_come_from_a_club(string? start)
    {
        (await platform.At("localhost").GetAsync($"/sign-in/with/google?start={start}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await platform.At("localhost").GetAsync("/sign-in/with/nobody")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.Madrid().GetAsync("/sign-in/with/nobody")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.Madrid().GetAsync("/sign-in/with/google/back?code=x&state=y")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "a club's host takes nobody back from a provider");
    }

    [Fact]
    public async Task A_departure_is_good_for_two_minutes_at_its_own_provider()
    {
        var club = platform.Madrid();
        var start = (await club.GetAsync("/sign-in/with/google")).Headers.Location!;
        (await platform.At("localhost").GetAsync(start.PathAndQuery.Replace("/google", "/facebook", StringComparison.Ordinal))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        platform.Clock.Advance(TimeSpan.FromMinutes(3));
        (await platform.At("localhost").GetAsync(start.PathAndQuery)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Whoever_is_signed_in_is_not_turned_into_somebody_else()
    {
        var who = new Stranger("not-me", "not-me@gmail.test");
        await ConnectAsync(who);
        await platform.Madrid().RegisterAsync("me@example.test");
        var browser = platform.Browser();
        await browser.Club.SignInAsync("me@example.test", People.Password);

        (await browser.ThroughAsync(who, back: "/account")).Headers.Location!.OriginalString.ShouldBe("/account?problem=taken&with=google");
        (await browser.ReadAsync("/account?problem=taken&with=google")).ShouldContain("belongs to another account at this club");
        (await browser.WhoAsync()).ShouldBe("me@example.test");
    }

    private async Task ConnectAsync(Stranger who)
    {
        var browser = platform.Browser();
        if ((await browser.ThroughAsync(who)).Headers.Location!.OriginalString == "/sign-in/connect")
            await browser.Club.SubmitAsync("/sign-in/connect", "/sign-in/connect/open", new Dictionary<string, string>());
    }
}
