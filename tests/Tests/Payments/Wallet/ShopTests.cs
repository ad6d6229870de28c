using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Payments.Wallet;

public sealed class ShopTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private Task OpenAsync() => Pocket.OpenAsync(platform, "update wallet_settings set gift_amounts = array[3000, 6000]");

    [Fact]
    public async Task A_pack_is_worth_more_than_it_costs_and_the_difference_comes_off_sales()
    {
        await OpenAsync();
        var owner = await platform.AsAsync("owner@madrid.test");
        var pack = await owner.JsonAsync("/api/v1/manage/packs", new { name = "Ten for nine", priceMinor = 9000, creditMinor = 10000, validDays = 180, weekdays = new[] { 1, 2, 3, 4, 5, 6, 7 }, active = true });
        (await owner.PostAsync("/api/v1/manage/packs", new { name = "ten for nine", priceMinor = 9000, creditMinor = 10000, active = true })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await owner.PostAsync("/api/v1/manage/packs", new { name = "Bad", priceMinor = 9000, creditMinor = 8000, active = true })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        var ana = await Pocket.OfAsync(platform, "pack@example.test");
        (await ana.Visitor.PostAsync($"/api/v1/shop/packs/{pack["id"]}/buy", new { priceMinor = 8000 })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var (sales, credit) = (await Pocket.BooksAsync(platform, "sales"), await Pocket.BooksAsync(platform, "credit_pack"));
        var started = await ana.Visitor.JsonAsync($"/api/v1/shop/packs/{pack["id"]}/buy", new { priceMinor = 9000 });
        await ana.Visitor.JsonAsync($"/api/v1/dev/card/{((string)started["payAt"]!).Split('/')[^1]}", new { outcome = "pay" });
        await platform.SettleAsync();
        (await ana.BalanceAsync()).ShouldBe(10000);
        (await Pocket.BooksAsync(platform, "sales") - sales).ShouldBe(1000);
        (await Pocket.BooksAsync(platform, "credit_pack") - credit).ShouldBe(-10000);
    }

    [Fact]
    public async Task A_gift_card_is_mailed_on_its_day_and_redeemed_once()
    {
        await OpenAsync();
        var ana = await Pocket.OfAsync(platform, "giver@example.test");
        var day = DateOnly.FromDateTime(platform.Clock.Now.AddDays(5).Date);
        var started = await ana.Visitor.JsonAsync("/api/v1/shop/gift-cards", new { amountMinor = 3000, recipient = "bea@example.test", recipientName = "Bea", message = "See you on court", deliverOn = day, language = "es" });
        await ana.Visitor.JsonAsync($"/api/v1/dev/card/{((string)started["payAt"]!).Split('/')[^1]}", new { outcome = "pay" });
        await platform.SettleAsync();
        (await Mails("bea@example.test")).ShouldBe(0);
        (await Pocket.BooksAsync(platform, "gift_card")).ShouldBe(-3000);

        platform.Clock.Advance(TimeSpan.FromDays(6));
        await platform.SettleAsync();
        (await Mails("bea@example.test")).ShouldBe(1);
        var mail = await platform.ScalarAsync<string>("madrid", "select text from dev_mails where recipient = 'bea@example.test'");
        var code = System.Text.RegularExpressions.Regex.Match(mail, "[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}").Value;
        code.ShouldNotBeEmpty(mail);
        // In the language the buyer chose, not the club's first.
        mail.ShouldContain("tiene un regalo para ti");
        // Nothing that is stored says the code.
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from outbox where payload::text like '%{code}%'")).ShouldBe(0);

        var bea = await Pocket.OfAsync(platform, "bea@example.test");
        (await bea.Visitor.PostAsync("/api/v1/me/wallet/codes", new { code = "AAAA-BBBB-CCCCC" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var typed = code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal).Replace('0', 'o').Replace('1', 'l');
        var both = await Task.WhenAll(bea.Visitor.PostAsync("/api/v1/me/wallet/codes", new { code = typed }), bea.Visitor.PostAsync("/api/v1/me/wallet/codes", new { code }));
        both.Select(answer => answer.StatusCode).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict]);
        (await bea.BalanceAsync()).ShouldBe(3000);
        // What was owed to the card is owed to the lot: the liability is the same.
        (await Pocket.BooksAsync(platform, "gift_card")).ShouldBe(-3000);
    }

    [Fact]
    public async Task A_gift_card_carries_no_links_and_only_amounts_that_are_sold()
    {
        await OpenAsync();
        var ana = await Pocket.OfAsync(platform, "spam@example.test");
        (await ana.Visitor.PostAsync("/api/v1/shop/gift-cards", new { amountMinor = 3000, recipient = "x@example.test", message = "Win at https://example.test" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await (await ana.Visitor.PostAsync("/api/v1/shop/gift-cards", new { amountMinor = 3000, language = "fr" })).Content.ReadAsStringAsync()).ShouldContain("\"language\"");
        (await ana.Visitor.PostAsync("/api/v1/shop/gift-cards", new { amountMinor = 3001 })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Vouchers_are_shown_once_redeemed_once_and_stopped()
    {
        await OpenAsync();
        var owner = await platform.AsAsync("owner@madrid.test");
        var issued = await owner.JsonAsync("/api/v1/manage/vouchers", new { label = "Tombola", count = 3, amountMinor = 500, validDays = 30 });
        var codes = issued["codes"]!.AsArray().Select(code => (string)code!).ToList();
        codes.Distinct().Count().ShouldBe(3);
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from credit_codes where sealed_code is not null and batch_id = '{issued["batchId"]}'")).ShouldBe(0);

        var ana = await Pocket.OfAsync(platform, "voucher@example.test");
        var sales = await Pocket.BooksAsync(platform, "sales");
        await ana.Visitor.JsonAsync("/api/v1/me/wallet/codes", new { code = codes[0] });
        (await ana.BalanceAsync()).ShouldBe(500);
        (await Pocket.BooksAsync(platform, "sales") - sales).ShouldBe(500);
        ((int)(await owner.JsonAsync($"/api/v1/manage/vouchers/{issued["batchId"]}/stop", new { }))["stopped"]!).ShouldBe(2);
        var refused = await ana.Visitor.PostAsync("/api/v1/me/wallet/codes", new { code = codes[1] });
        (await refused.SlugOf()).ShouldBe("code_stopped");
        (await (await platform.AsAsync("owner@lahore.test")).PostAsync($"/api/v1/manage/vouchers/{issued["batchId"]}/stop")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await platform.AsAsync("desk@madrid.test")).PostAsync("/api/v1/manage/vouchers", new { label = "Mine", count = 1, amountMinor = 500 })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Credit_for_some_days_pays_on_those_days_only()
    {
        await OpenAsync();
        var ana = await Pocket.OfAsync(platform, "days@example.test");
        var (booking, price, start) = await ana.HoldAsync();
        var day = start.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)start.DayOfWeek;
        await platform.ExecuteAsync("madrid", $"insert into wallet_lots (id, account_id, kind, amount_minor, left_minor, currency, origin, origin_id, label, weekdays, created_at) values (gen_random_uuid(), '{ana.Account}', 'credit_pack', {price}, {price}, 'EUR', 'grant', gen_random_uuid(), 'Other days', array[{day % 7 + 1}], now())");
        (await (await ana.PayAsync(booking)).SlugOf()).ShouldBe("wallet_too_small");
        await platform.ExecuteAsync("madrid", $"update wallet_lots set weekdays = array[{day}] where account_id = '{ana.Account}'");
        (await ana.PayAsync(booking)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task The_shop_shows_what_is_sold_and_the_pages_of_the_club_keep_it()
    {
        await OpenAsync();
        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        (await (await owner.GetAsync("/manage/vouchers")).Content.ReadAsStringAsync()).ShouldContain("No vouchers yet");
        (await owner.SubmitAsync("/manage/packs/new", "/manage/packs/new", new Dictionary<string, string> { ["name"] = "Morning pack", ["price"] = "45.00", ["credit"] = "50.00", ["active"] = "true" })).Headers.Location!.ToString().ShouldBe("/manage/packs?done=saved");
        var shown = await owner.SubmitAsync("/manage/vouchers", "/manage/vouchers", new Dictionary<string, string> { ["label"] = "Team", ["amount"] = "5", ["count"] = "2", ["do"] = "show" });
        (await shown.Content.ReadAsStringAsync()).ShouldContain("they are shown only here");

        var shop = await (await platform.Madrid().GetAsync("/shop")).Content.ReadAsStringAsync();
        shop.ShouldContain("Morning pack");
        shop.ShouldContain("You save");
        shop.ShouldContain("Buy the gift card");
        // Who was told on paper types less.
        var typed = await platform.Madrid().GetAsync("/wallet");
        (typed.StatusCode, typed.Headers.Location?.OriginalString).ShouldBe((HttpStatusCode.Redirect, "/me/wallet"));
    }

    [Fact]
    public async Task A_tenants_file_says_what_is_sold_and_links_lead_to_it_only_then()
    {
        var player = platform.Lahore();
        await player.SignInAsync("player@lahore.test", People.DemoPassword);
        var before = await (await player.GetAsync("/")).Content.ReadAsStringAsync();
        foreach (var path in (string[])["/shop", "/membership", "/me/wallet"]) before.ShouldNotContain($"href=\"{path}\"");
        before.ShouldContain("href=\"/me/payments\"");

        var office = platform.Services.GetRequiredService<ITenantOffice>();
        async Task ApplyAsync(string payments, string shop)
        {
            var file = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "House", "clubs", "lahore.json")))!;
            file["groups"] = JsonNode.Parse("""[{ "key": "member", "name": { "en": "Members" } }]""");
            (file["payments"], file["demo"]) = (JsonNode.Parse(payments), JsonNode.Parse($$"""{ "shop": {{shop}} }"""));
            await office.ApplyAsync(file, new Dictionary<string, byte[]>(), _ => { });
        }
        const string Section = """
            {"atClub":true,"providers":["dev"],"wallet":{"payWith":true,"topUps":[200000],"giftAmounts":[300000],"returnedDays":60,"breakageTaxBps":0,"cancelledTo":"choice"},
             "packs":[{"name":"Ten","price":900000,"credit":1000000,"days":[1,2],"active":true}],
             "plans":[{"name":"Member","description":"","group":"member","price":250000,"months":1,"credit":0,"active":true}]}
            """;
        const string Sold = """
            { "members": [{ "player": "desk@lahore.test", "plan": "Member" }], "packs": [{ "player": "player@lahore.test", "pack": "Ten" }],
              "giftCards": [{ "player": "player@lahore.test", "amount": 300000, "for": "Bea" }], "vouchers": [{ "name": "Tombola", "count": 2, "amount": 50000 }] }
            """;
        foreach (var wrong in (string[])["\"price\":0", "\"price\":\"much\""])
            await Should.ThrowAsync<TenantFileException>(() => ApplyAsync(Section.Replace("\"price\":900000", wrong, StringComparison.Ordinal), Sold));
        await ApplyAsync(Section, Sold);
        // Applied twice it is there once, and nobody buys again.
        await ApplyAsync(Section, Sold);
        await platform.SettleAsync();

        (await platform.ScalarAsync<string>("lahore", "select array_to_string(providers, ',') from payment_settings")).ShouldBe("dev,wallet");
        (await platform.ScalarAsync<string>("lahore", "select concat_ws(' ', (select count(*) from credit_packs), (select sum(revision) from credit_packs), (select count(*) from membership_versions), (select count(*) from memberships where state = 'active'), (select sum(left_minor) from wallet_lots), (select count(*) from credit_codes))"))
            .ShouldBe("1 1 1 1 1000000 3");
        var after = await (await player.GetAsync("/")).Content.ReadAsStringAsync();
        foreach (var path in (string[])["/shop", "/membership", "/me/wallet"]) after.ShouldContain($"href=\"{path}\"");
        // A page about an error is drawn without asking anybody what is sold.
        var lost = platform.Lahore();
        lost.Headers["Accept"] = "text/html";
        var nothing = await lost.GetAsync("/nothing-here");
        nothing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await nothing.Content.ReadAsStringAsync()).ShouldContain("site-nav");
        var (written, _) = (await office.ExportAsync("lahore"))!.Value;
        JsonNode.DeepEquals(written["payments"], JsonNode.Parse(Section)).ShouldBeTrue(written["payments"]!.ToJsonString());
        // A file without any of it takes nothing away.
        await ApplyAsync("""{ "atClub": true, "providers": ["dev"] }""", "{}");
        (await (await player.GetAsync("/shop")).Content.ReadAsStringAsync()).ShouldContain(">Ten<");
    }

    private Task<long> Mails(string address) => platform.ScalarAsync<long>("madrid", $"select count(*) from notification_logs where type = 'email' and recipient = '{address}' and template = 'gift_card'");

    [Fact]
    public async Task A_closure_offers_credit_only_where_somebody_has_it_and_says_why_not_elsewhere()
    {
        await Pocket.OpenAsync(platform);
        var (owner, ana) = (await platform.AsAsync("owner@madrid.test"), await Pocket.OfAsync(platform, "offered@example.test"));
        var (id, _, start) = await ana.PaidAsync(at: 20);
        var court = await platform.ScalarAsync<Guid>("madrid", $"select court_id from bookings where id = '{id}'");
        var path = $"/api/v1/venues/{(await owner.JsonAsync("/api/v1/venues"))["venues"]![0]!["id"]}/closures";
        object Wish(params object[] decisions) => new { courtIds = new[] { court }, start, end = start.AddHours(1), reason = "weather", decisions };
        async Task<JsonNode> LookAsync() => (await owner.JsonAsync($"{path}/preview", Wish()))["inTheWay"]![0]!;
        (await LookAsync())["decisions"]!.ToJsonString().ShouldContain("cancel_and_credit");

        foreach (var (row, back, why) in new[]
        {
            ("user_id = null", $"user_id = '{ana.Account}'", "guest"), ("payment_method = 'split'", "payment_method = 'dev'", "shared"),
            ("key_turn = 1", "key_turn = 0", "handed_over"), ("paid_minor = 0", "paid_minor = total_amount_minor", "nothing_paid"),
        })
        {
            await platform.ExecuteAsync("madrid", $"update bookings set {row} where id = '{id}'");
            var seen = await LookAsync();
            ((string)seen["noCredit"]!).ShouldBe(why);
            seen["decisions"]!.ToJsonString().ShouldNotContain("cancel_and_credit");
            var refused = await owner.PostAsync(path, Wish(new { bookingId = id, decision = "cancel_and_credit" }));
            (refused.StatusCode, await refused.SlugOf()).ShouldBe((HttpStatusCode.Conflict, "no_credit"));
            await platform.ExecuteAsync("madrid", $"update bookings set {back} where id = '{id}'");
        }
        (await ana.StatusAsync(id)).ShouldBe("confirmed");

        // By the page: the button decides for all who can have it, and the guest's booking says why not.
        var browser = platform.Madrid();
        await browser.SignInAsync("owner@madrid.test", People.DemoPassword);
        const string Page = "/manage/venues/centro/closures";
        var local = TimeZoneInfo.ConvertTime(start, TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid"));
        Dictionary<string, string> typed = new() { ["which"] = "some", ["courts"] = $"{court}", ["from"] = $"{local:yyyy-MM-ddTHH:mm}", ["until"] = $"{local.AddHours(1):yyyy-MM-ddTHH:mm}", ["reason"] = "weather" };
        async Task<string> PressAsync(string what) => WebUtility.HtmlDecode(await (await browser.SubmitAsync($"{Page}/new", $"{Page}/new", new Dictionary<string, string>(typed) { ["do"] = what })).Content.ReadAsStringAsync());
        (await PressAsync("credit")).ShouldContain("<option value=\"credit\" selected>");
        await platform.ExecuteAsync("madrid", $"update bookings set user_id = null where id = '{id}'");
        (await PressAsync("credit")).ShouldContain("No credit: it was booked without an account.");
        await platform.ExecuteAsync("madrid", $"update bookings set user_id = '{ana.Account}' where id = '{id}'");
        typed[$"decision.{id}"] = "credit";
        (await browser.SubmitAsync($"{Page}/new", $"{Page}/new", new Dictionary<string, string>(typed) { ["do"] = "close" })).Headers.Location!.OriginalString.ShouldBe($"{Page}?done=closed");
        (await platform.ScalarAsync<string>("madrid", $"select decision from closure_decisions where booking_id = '{id}'")).ShouldBe("cancel_and_credit");
    }
}
