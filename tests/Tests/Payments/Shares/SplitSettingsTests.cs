using System.Net;
using System.Net.Http.Json;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Notifications.Webhooks;

namespace PadelSaaS.Tests.Payments.Shares;

/// <summary>How a club lets players split: said by its owner, kept to by the forms and by programs.</summary>
public sealed class SplitSettingsTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const string Api = "/api/v1/manage/payments/split";
    private const string Page = "/manage/payments/split";
    private readonly SplitCheckout players = new(platform);

    [Fact]
    public async Task What_an_owner_says_counts_for_the_next_player_and_not_for_who_has_agreed_before()
    {
        var owner = await platform.AsAsync("owner@madrid.test");
        var before = await players.SecuredAsync(SplitCheckout.Four("organiser_covers", cover: 3000), days: 4);
        (await SaveAsync(owner, Terms(hours: 6, fallbacks: ["organiser_covers", "open_seat"], most: 1500))).StatusCode.ShouldBe(HttpStatusCode.OK);

        var split = await players.HoldAsync(days: 4);
        (await SplitCheckout.SlugAsync(await players.SplitAsync(split, SplitCheckout.Four()))).ShouldBe("fallback_not_offered");
        var tooMuch = await players.SplitAsync(split, SplitCheckout.Four("organiser_covers", cover: 1501));
        (await tooMuch.Content.ReadAsStringAsync()).ShouldContain("\"amountMinor\":1500");
        (await SplitCheckout.SlugAsync(tooMuch)).ShouldBe("cover_too_much");
        var form = await TextAsync(platform.Madrid(), $"/bookings/{split.Id}/split?key={split.Key}");
        form.ShouldContain("At most €15.00.");
        form.ShouldContain("Offer the place to others");
        form.ShouldNotContain("Give the court back");
        form.ShouldNotContain("Friend 1 to ask next");
        // Left empty, the form covers as much as the club allows.
        var review = await platform.Madrid().SubmitAsync($"/bookings/{split.Id}/split?key={split.Key}", $"/bookings/{split.Id}/split", new Dictionary<string, string> { ["count"] = "4", ["fallback"] = "organiser_covers", ["do"] = "review" });
        (await review.Content.ReadAsStringAsync()).ShouldContain("up to €15.00 for others");

        await players.ChooseAsync(await SplitCheckout.PayAtAsync(await players.SplitAsync(split, SplitCheckout.Four("organiser_covers", cover: 1500))), "pay");
        await platform.SettleAsync();
        ((DateTimeOffset)(await players.SeeAsync(split))["deadline"]!).ShouldBe(split.Start.AddHours(-6));
        ((DateTimeOffset)(await players.SeeAsync(before))["deadline"]!).ShouldBe(before.Start.AddHours(-24));
        ((long)(await players.SeeAsync(before))["mostYouCanOwe"]!["amountMinor"]!).ShouldBe(4000);

        // Switched off nobody begins, and who has begun goes on.
        (await SaveAsync(owner, Terms(on: false))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await SplitCheckout.SlugAsync(await players.SplitAsync(await players.HoldAsync(days: 4), SplitCheckout.Four()))).ShouldBe("method_cannot_split");
        await players.PaidAsync(split, 1, 2, 3);
        await players.ToDeadlineAsync(split);
        (await players.StateAsync(split)).ShouldBe("settled");
        (await platform.ScalarAsync<long>("madrid", "select count(*) from audit where act = 'split_settings.changed'")).ShouldBe(2);
    }

    [Fact]
    public async Task What_cannot_be_kept_is_refused_by_the_name_of_its_field_and_stays_on_the_page()
    {
        var owner = await platform.OwnerAsync("lahore");
        foreach (var (terms, field) in new (object, string)[] { (Terms(hours: 0), "deadlineHours"), (Terms(hours: 145), "deadlineHours"), (Terms(fallbacks: []), "fallbacks"), (Terms(fallbacks: ["pray"]), "fallbacks"), (Terms(most: 0), "mostCoverMinor") })
        {
            var answer = await SaveAsync(owner, terms);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            (await answer.Content.ReadAsStringAsync()).ShouldContain(field);
        }
        var browser = platform.Lahore();
        await browser.SignInAsync("owner@lahore.test", People.DemoPassword);
        (await TextAsync(browser, "/manage/payments/settings")).ShouldContain(Page);
        var typed = new Dictionary<string, string> { ["on"] = "true", ["deadlineHours"] = "soon", ["charging"] = "once", ["fallbacks"] = "open_seat", ["mostCover"] = "2,500" };
        var wrong = await browser.SubmitAsync(Page, Page, typed);
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var said = WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync());
        // In the language of the club, beside the field.
        said.ShouldContain("بینک تقریباً ایک ہفتہ رقم روکتے ہیں");
        said.ShouldContain("soon");
        typed["deadlineHours"] = "12";
        (await browser.SubmitAsync(Page, Page, typed)).StatusCode.ShouldBe(HttpStatusCode.Found);
        (await platform.ScalarAsync<string>("lahore", "select concat_ws(' ', enabled, deadline_hours, charge_at_once, fallbacks, most_cover_minor) from split_settings")).ShouldBe("t 12 t {open_seat} 250000");
    }

    private static object Terms(bool on = true, int hours = 24, bool chargeAtOnce = false, string[]? fallbacks = null, long? most = null) =>
        new { on, deadlineHours = hours, chargeAtOnce, fallbacks = fallbacks ?? ["release", "organiser_covers", "next_friend", "open_seat"], mostCoverMinor = most };

    private static Task<HttpResponseMessage> SaveAsync(Visitor who, object terms) => who.SendAsync(new HttpRequestMessage(HttpMethod.Put, Api) { Content = JsonContent.Create(terms) });

    private static async Task<string> TextAsync(Visitor visitor, string path)
    {
        var answer = await visitor.GetAsync(path);
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return text;
    }
}
