using System.Net;
using AngleSharp.Html.Parser;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Venues.Manage;

/// <summary>The same by pages, without JavaScript: what was typed stays, and buttons add and move rows before anything is saved.</summary>
public sealed class ManagePageTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task An_owner_sets_up_a_venue_by_its_pages()
    {
        var owner = await OwnerAsync();
        (await TextAsync(owner, "/")).ShouldContain("href=\"/manage/venues\"");

        var added = await owner.SubmitAsync("/manage/venues/new", "/manage/venues/new", new Dictionary<string, string>
        {
            ["name"] = "Sur",
            ["address"] = "Calle Sur 1",
            ["city"] = "Madrid",
            ["country"] = "ES",
            ["zone"] = "Europe/Madrid",
            ["latitude"] = "40,35",
            ["longitude"] = "-3.7",
            ["about.en"] = "By the river.",
        });
        added.Headers.Location!.OriginalString.ShouldBe("/manage/venues/sur/courts?done=created");

        // A row appears in the form before anything is saved.
        var draft = await DoAsync(owner, "courts", "add");
        draft.QuerySelectorAll("fieldset.entry").Length.ShouldBe(1);
        (await SaveAsync(owner, "courts", ("courts[0].name", "Court 1"), ("courts[0].roof", "indoor"), ("courts[0].surface", "turf"), ("courts[0].size", "double"), ("courts[0].active", "true"))).ShouldBe("/manage/venues/sur/courts?done=saved");

        var copied = await DoAsync(owner, "hours", "copy", ("openings[0].opens", "9"), ("openings[0].closes", "1:00"));
        copied.QuerySelector("[name='openings[12].opens']")!.GetAttribute("value").ShouldBe("9");
        (await SaveAsync(owner, "hours", ("openings[0].opens", "9"), ("openings[0].closes", "1:00"))).ShouldBe("/manage/venues/sur/hours?done=saved");
        (await TextAsync(owner, "/manage/venues/sur/hours")).ShouldContain("+1");

        (await SaveAsync(owner, "prices", [.. Price(0, "Base", "24,50", "0")])).ShouldBe("/manage/venues/sur/prices?done=saved");
        (await TextAsync(owner, "/manage/venues/sur/prices")).ShouldContain("€24.50");
        (await SaveAsync(owner, "rules", ("durationsMinutes", "60, 90"), ("leadMinutes", "30"))).ShouldBe("/manage/venues/sur/rules?done=saved");

        var first = await TextAsync(owner, "/manage/venues/sur");
        first.ShouldContain("Ready to publish");
        first.ShouldContain("Olga Owner");
        (await owner.SubmitAsync("/manage/venues/sur", "/manage/venues/sur/published", new Dictionary<string, string>())).Headers.Location!.OriginalString.ShouldBe("/manage/venues/sur?done=published");
        (await platform.Madrid().GetAsync("/venues/sur")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_preview_shows_the_week_and_saves_nothing()
    {
        var owner = await OwnerAsync();
        var page = await DoAsync(owner, "prices", "preview", "centro", [.. Price(0, "All", "12.34", "0"), .. Price(1, "Evening", "56.78", "5", "18:00")]);

        page.QuerySelectorAll(".price-week td").Select(cell => cell.TextContent).Distinct().ShouldBe(["€12.34", "€56.78"], ignoreOrder: true);
        page.QuerySelector("[name='prices[1].perHourMinor']")!.GetAttribute("value").ShouldBe("56.78");
        (await TextAsync(owner, "/manage/venues/centro/prices")).ShouldNotContain("56.78");

        // Fewer hours than the venue is open: the gap is named, and seen in the table.
        var refused = await PostAsync(owner, "prices", "save", "centro", [.. Price(0, "Short", "10", "0", "10:00")]);
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var text = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        text.ShouldContain("Mon 09:00–10:00");
        text.ShouldContain("data-gap");
        text.ShouldContain("value=\"Short\"");
    }

    [Fact]
    public async Task Whoever_comes_second_keeps_what_was_typed_and_may_save_it_knowingly()
    {
        var owner = await OwnerAsync();
        var late = await FieldsAsync(owner, "/manage/venues/centro", "/manage/venues/centro");
        (await owner.SubmitAsync("/manage/venues/centro", "/manage/venues/centro", new Dictionary<string, string> { ["phone"] = "+34 1", ["country"] = "ES", ["zone"] = "Europe/Madrid" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        late["phone"] = "+34 2";
        late["country"] = "ES";
        late["zone"] = "Europe/Madrid";
        var refused = await owner.PostFormAsync("/manage/venues/centro", late);
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var page = new HtmlParser().ParseDocument(await refused.Content.ReadAsStringAsync());
        page.Body!.TextContent.ShouldContain("Olga Owner changed this venue while you were editing it.");
        page.QuerySelector("[name=phone]")!.GetAttribute("value").ShouldBe("+34 2");

        late["revision"] = page.QuerySelector("form.manage [name=revision]")!.GetAttribute("value")!;
        (await owner.PostFormAsync("/manage/venues/centro", late)).Headers.Location!.OriginalString.ShouldBe("/manage/venues/centro?done=saved");
    }

    [Fact]
    public async Task The_desk_does_not_manage_and_a_venue_nobody_has_is_404()
    {
        var desk = platform.Madrid();
        await desk.SignInAsync("desk@madrid.test", People.DemoPassword);
        (await desk.GetAsync("/manage/venues")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await TextAsync(desk, "/")).ShouldNotContain("/manage/venues");
        (await (await OwnerAsync()).GetAsync("/manage/venues/nowhere/prices")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<Visitor> OwnerAsync()
    {
        var visitor = platform.Madrid();
        await visitor.SignInAsync("owner@madrid.test", People.DemoPassword);
        return visitor;
    }

    private static IEnumerable<(string, string)> Price(int row, string name, string amount, string priority, string from = "00:00") =>
    [
        ($"prices[{row}].name", name), ($"prices[{row}].perHourMinor", amount), ($"prices[{row}].from", from), ($"prices[{row}].to", "24:00"), ($"prices[{row}].priority", priority),
        .. Enumerable.Range(1, 7).Select(day => ($"prices[{row}].weekdays", $"{day}")),
    ];

    private static async Task<string> SaveAsync(Visitor owner, string section, params (string Name, string Value)[] typed)
    {
        var answer = await PostAsync(owner, section, "save", "sur", typed);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.OriginalString;
    }

    private static Task<AngleSharp.Html.Dom.IHtmlDocument> DoAsync(Visitor owner, string section, string act, params (string Name, string Value)[] typed) => DoAsync(owner, section, act, "sur", typed);

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> DoAsync(Visitor owner, string section, string act, string key, (string Name, string Value)[] typed)
    {
        var answer = await PostAsync(owner, section, act, key, typed);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<HttpResponseMessage> PostAsync(Visitor owner, string section, string act, string key, (string Name, string Value)[] typed)
    {
        var path = $"/manage/venues/{key}/{section}";
        var fields = (await FieldsAsync(owner, path, path)).Where(field => typed.All(one => one.Name != field.Key) && !(section == "prices" && field.Key.StartsWith("prices[", StringComparison.Ordinal)));
        return await owner.PostFormAsync(path, [.. fields, .. typed.Select(one => KeyValuePair.Create(one.Name, one.Value)), KeyValuePair.Create("do", act)]);
    }

    private static async Task<Dictionary<string, string>> FieldsAsync(Visitor owner, string path, string action)
    {
        var form = new HtmlParser().ParseDocument(await TextAsync(owner, path)).QuerySelectorAll("form").First(form => form.GetAttribute("action") == action);
        return form.QuerySelectorAll("input[name]").Where(input => input.GetAttribute("type") != "checkbox" || input.HasAttribute("checked")).GroupBy(input => input.GetAttribute("name")!)
            .ToDictionary(same => same.Key, same => same.First().GetAttribute("value") ?? "");
    }

    private static async Task<string> TextAsync(Visitor visitor, string path) => WebUtility.HtmlDecode(await (await visitor.GetAsync(path)).Content.ReadAsStringAsync());
}
