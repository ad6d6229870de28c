using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Booking.Desk;

/// <summary>Somebody calls: the desk looks them up, books what was agreed with them, and they see it as if they had booked themselves.</summary>
public sealed class PhoneBookingTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_customer_is_looked_up_by_parts_pays_their_own_price_and_finds_the_booking_among_theirs()
    {
        await AgreeAsync();
        var desk = await DeskAsync();
        var slot = await platform.InMadrid().SlotAsync("2026-12-01", "12:00");
        var found = JsonNode.Parse(await BodyAsync(await desk.GetAsync("/desk/customers?q=paul%20play")))!.AsArray();
        var id = (Guid)found.ShouldHaveSingleItem()!["id"]!;
        ((string)found[0]!["name"]!).ShouldBe("Paula Player");
        ((string)found[0]!["detail"]!).ShouldContain("player@madrid.test");
        found[0]!["warning"].ShouldBeNull();

        // The same without a script: a list of links that lead to the form for her.
        (await BodyAsync(await desk.GetAsync($"{WalkIn(slot)}&q=player@madrid"))).ShouldContain($"customer={id}\"");
        var page = await BodyAsync(await desk.GetAsync($"{WalkIn(slot)}&customer={id}"));
        page.ShouldContain("Paula Player");
        page.ShouldContain("Mails go to player@madrid.test.");
        page.ShouldContain("10% off courts");
        page.ShouldContain("€32.40");
        page.ShouldNotContain("€36.00");

        var answer = await desk.SubmitAsync($"{WalkIn(slot)}&customer={id}", "/desk/walk-in", new Dictionary<string, string> { ["duration"] = "90" });
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await BodyAsync(answer));
        var row = await RowAsync(slot);
        ((string)row["guest_name"]!, (string)row["guest_email"]!, (long)row["total_amount_minor"]!, (string)row["source"]!, (string)row["status"]!)
            .ShouldBe(("Paula Player", "player@madrid.test", 3240L, "desk", "confirmed"));
        var paula = platform.Madrid();
        await paula.SignInAsync("player@madrid.test", People.DemoPassword);
        (await BodyAsync(await paula.GetAsync("/my/bookings"))).ShouldContain((string)row["id"]!);
        await platform.SettleAsync();
        (await MailsAsync("player@madrid.test")).ShouldBe(1);
    }

    [Fact]
    public async Task Somebody_new_leaves_an_address_gets_the_mail_in_their_language_and_is_a_customer_from_then_on()
    {
        var desk = await DeskAsync();
        var slot = await platform.InMadrid().SlotAsync("2026-12-01", "15:00");
        var fields = new Dictionary<string, string> { ["name"] = "Nadia Nueva", ["duration"] = "90", ["phone"] = "+34 611 222 333", ["email"] = "nobody", ["language"] = "es" };
        var wrong = await desk.SubmitAsync(WalkIn(slot), "/desk/walk-in", fields);
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await BodyAsync(wrong)).ShouldContain("Nadia Nueva");

        fields["email"] = "nadia@example.test";
        (await desk.SubmitAsync(WalkIn(slot), "/desk/walk-in", fields)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var row = await RowAsync(slot);
        ((string)row["guest_email"]!, row["guest_phone"], (string)row["language"]!, row["user_id"]).ShouldBe(("nadia@example.test", null, "es", null));
        (await BodyAsync(await desk.GetAsync($"/bookings/{row["id"]}"))).ShouldContain("+34 611 222 333");
        await platform.SettleAsync();
        (await MailsAsync("nadia@example.test")).ShouldBe(1);
        JsonNode.Parse(await BodyAsync(await desk.GetAsync("/desk/customers?q=611222")))!.AsArray().ShouldHaveSingleItem()!["name"]!.GetValue<string>().ShouldBe("Nadia Nueva");
    }

    [Fact]
    public async Task Hard_case_12_limits_horizon_and_a_block_are_set_aside_only_by_name_and_with_a_reason_that_is_kept()
    {
        await AgreeAsync("""{ "limits": { "perDay": 1 } }""", "owes for three courts");
        var desk = await DeskAsync();
        var id = (Guid)JsonNode.Parse(await BodyAsync(await desk.GetAsync("/desk/customers?q=player@madrid")))![0]!["id"]!;
        var first = (await platform.InMadrid().SlotAsync("2026-12-02", "12:00")) with { Start = DateTimeOffset.Parse("2027-03-02T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture) };
        (await BodyAsync(await desk.GetAsync($"{WalkIn(first)}&customer={id}"))).ShouldContain("owes for three courts");

        var fields = new Dictionary<string, string> { ["duration"] = "90" };
        var asked = await desk.SubmitAsync($"{WalkIn(first)}&customer={id}", "/desk/walk-in", fields);
        asked.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var said = await BodyAsync(asked);
        said.ShouldContain("the club has blocked this customer");
        said.ShouldContain("how far ahead one may book");
        said.ShouldContain("name=\"reason\"");
        (await CountAsync(first)).ShouldBe(0);

        fields["reason"] = "Paid at the desk today";
        (await desk.SubmitAsync($"{WalkIn(first)}&customer={id}", "/desk/walk-in", fields)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await HistoryAsync(first)).ShouldBe("customer_blocked,too_far_ahead Paid at the desk today Diego Desk");

        // The limit is decided inside the transaction, by the API as well; it is named, and nothing happens without a word.
        var second = first.Moved(120);
        var clerk = await platform.InMadrid().SignInAsync("desk@madrid.test");
        var body = new { courtId = second.CourtId, start = second.Start, durationMinutes = 60, customerId = id, reason = (string?)null };
        var refused = await clerk.PostAsync("/api/v1/desk/walk-ins", body);
        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Json["overrides"]!.AsArray().Select(one => (string)one!).ShouldBe(["customer_blocked", "too_far_ahead", "too_many_that_day"]);
        (await CountAsync(second)).ShouldBe(0);
        (await clerk.PostAsync("/api/v1/desk/walk-ins", body with { reason = "Team match" })).Status.ShouldBe(HttpStatusCode.Created);
        (await HistoryAsync(second)).ShouldBe("customer_blocked,too_far_ahead,too_many_that_day Team match Diego Desk");
    }

    [Fact]
    public async Task Nobody_else_looks_customers_up_and_a_stranger_s_id_is_nobody()
    {
        var slot = await platform.InMadrid().SlotAsync("2026-12-03", "12:00");
        (await platform.Madrid().GetAsync("/desk/customers?q=player")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var paula = platform.Madrid();
        await paula.SignInAsync("player@madrid.test", People.DemoPassword);
        (await paula.GetAsync("/desk/customers?q=player")).StatusCode.ShouldNotBe(HttpStatusCode.OK);

        var abroad = platform.Lahore();
        await abroad.SignInAsync("desk@lahore.test", People.DemoPassword);
        var theirs = JsonNode.Parse(await BodyAsync(await abroad.GetAsync("/desk/customers?q=lahore.test")))!.AsArray();
        theirs.ShouldNotBeEmpty();
        var clerk = await platform.InMadrid().SignInAsync("desk@madrid.test");
        foreach (var id in new[] { (Guid)theirs[0]!["id"]!, Guid.CreateVersion7() })
            (await clerk.PostAsync("/api/v1/desk/walk-ins", new { courtId = slot.CourtId, start = slot.Start, durationMinutes = 90, customerId = id })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await CountAsync(slot)).ShouldBe(0);

        var desk = await DeskAsync();
        foreach (var words in new[] { "", "p", "%25%25", "nobody%20at%20all", new string('x', 200) })
            JsonNode.Parse(await BodyAsync(await desk.GetAsync($"/desk/customers?q={words}")))!.AsArray().ShouldBeEmpty(words);
    }

    // Hard case 8, at the desk.
    [Fact]
    public async Task The_slower_of_two_desks_is_offered_the_other_courts_and_types_nothing_again()
    {
        var (one, two) = (await DeskAsync(), await DeskAsync());
        var slot = await platform.InMadrid().SlotAsync("2026-12-05", "12:00");
        var typed = new Dictionary<string, string> { ["name"] = "Quick <One>", ["duration"] = "90" };
        // Both look at the form before either sends it.
        var form = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await BodyAsync(await two.GetAsync(WalkIn(slot))));
        (await one.SubmitAsync(WalkIn(slot), "/desk/walk-in", typed)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var fields = form.QuerySelectorAll("form.checkout[method=post] > input[type=hidden]").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value")!);
        (fields["name"], fields["phone"], fields["duration"]) = ("Slow & Two", "+34 600 111 222", "90");
        var lost = await two.PostFormAsync("/desk/walk-in", fields);
        lost.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await BodyAsync(lost));
        page.Body!.TextContent.ShouldContain("Free at the same time, for Slow & Two:");
        var others = page.QuerySelectorAll("form[action='/desk/walk-in'] button[name=court]");
        others.Length.ShouldBe(2);
        others.ShouldNotContain(other => other.GetAttribute("value") == $"{slot.CourtId}");

        // One press sends what was typed, for another court.
        var again = page.QuerySelectorAll("form.checkout[method=post] > input[type=hidden]").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value") ?? "");
        again["court"] = others[0].GetAttribute("value")!;
        (await two.PostFormAsync("/desk/walk-in", again)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var row = await RowAsync(slot with { CourtId = Guid.Parse(again["court"]) });
        ((string)row["guest_name"]!, (string)row["status"]!).ShouldBe(("Slow & Two", "confirmed"));
    }

    [Theory]
    [InlineData("/desk?date=9999-12-31", 200)]
    [InlineData("/desk?date=0001-01-01", 200)]
    [InlineData("/desk/week?date=9999-12-31", 200)]
    [InlineData("/desk/walk-in?court={court}&start=9999-12-31T23:59:59Z", 302)]
    [InlineData("/live/board?venue={venue}&date=9999-12-31", 400)]
    public async Task A_day_at_the_end_of_the_calendar_is_no_fault_of_the_desk(string path, int status)
    {
        var slot = await platform.InMadrid().SlotAsync("2026-12-06", "18:00");
        var venue = await platform.ScalarAsync<Guid>("madrid", "select id from venues limit 1");
        var answer = await (await DeskAsync()).GetAsync(path.Replace("{court}", $"{slot.CourtId}", StringComparison.Ordinal).Replace("{venue}", $"{venue}", StringComparison.Ordinal));
        ((int)answer.StatusCode).ShouldBe(status, await BodyAsync(answer));
    }

    private async Task AgreeAsync(string? policy = null, string? blocked = null)
    {
        var file = Template.Club("madrid");
        file["groups"] = JsonNode.Parse("""[{ "key": "member", "name": { "en": "Member" }, "discountBasisPoints": 1000 }]""");
        var customer = JsonNode.Parse("""{ "email": "player@madrid.test", "groups": [{ "key": "member" }] }""")!;
        if (blocked is not null) customer["blocked"] = blocked;
        file["customers"] = new JsonArray(customer);
        if (policy is not null) file["venues"]![0]!["rules"]!["policy"] = JsonNode.Parse(policy);
        await platform.Services.GetRequiredService<ITenantOffice>().ApplyAsync(file, new Dictionary<string, byte[]>(), _ => { });
    }

    private async Task<Visitor> DeskAsync()
    {
        var desk = platform.Madrid();
        await desk.SignInAsync("desk@madrid.test", People.DemoPassword);
        return desk;
    }

    private async Task<JsonNode> RowAsync(Slot slot) =>
        JsonNode.Parse(await platform.ScalarAsync<string>("madrid", $"select row_to_json(b)::text from bookings b where court_id = '{slot.CourtId}' and starts_at = '{slot.Start:O}'"))!;

    private Task<long> CountAsync(Slot slot) => platform.ScalarAsync<long>("madrid", $"select count(*) from bookings where court_id = '{slot.CourtId}' and starts_at = '{slot.Start:O}'");

    private Task<string> HistoryAsync(Slot slot) => platform.ScalarAsync<string>("madrid", $"""
        select (select string_agg(rule, ',') from jsonb_array_elements_text(h.detail->'overrides') rule) || ' ' || (h.detail->>'reason') || ' ' || h.actor
        from booking_history h join bookings b on b.id = h.booking_id where h.act = 'rules_set_aside' and b.court_id = '{slot.CourtId}' and b.starts_at = '{slot.Start:O}'
        """);

    private Task<long> MailsAsync(string address) => platform.ScalarAsync<long>("madrid", $"select count(*) from dev_mails where recipient = '{address}' and html like '%Court 1%'");

    private static string WalkIn(Slot slot) => $"/desk/walk-in?court={slot.CourtId}&start={slot.Start.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}";

    private static async Task<string> BodyAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
}
