using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments.Desk;

public sealed class TillTests(PlatformFixture platform) : IClassFixture<PlatformFixture>, IAsyncLifetime
{
    private Visitor desk = null!;
    private Guid venue;

    public async Task InitializeAsync()
    {
        desk = platform.Madrid();
        await desk.SubmitAsync("/sign-in", "/sign-in", new Dictionary<string, string> { ["email"] = "desk@madrid.test", ["password"] = "Padel-demo-2026" });
        desk.Token = (string)(await desk.JsonAsync("/api/v1/auth/login", new { email = "desk@madrid.test", password = "Padel-demo-2026" }))["accessToken"]!;
        venue = (Guid)(await desk.JsonAsync("/api/v1/venues"))["venues"]![0]!["id"]!;
        var open = (await desk.JsonAsync($"/api/v1/desk/tills?venueId={venue}"))["tills"]!.AsArray().FirstOrDefault(till => (bool)till!["open"]!);
        if (open is not null) await desk.JsonAsync($"/api/v1/desk/tills/{open["id"]}/close", new { countedMinor = (long)open["expected"]!["amountMinor"]! });
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Of_two_who_open_or_close_at_once_one_is_told()
    {
        var opened = await Task.WhenAll(OpenAsync(), OpenAsync());
        opened.Select(one => one.StatusCode).Order().ShouldBe([HttpStatusCode.Created, HttpStatusCode.Conflict]);
        var id = (string)(await JsonOf(opened.Single(one => one.StatusCode == HttpStatusCode.Created)))["id"]!;
        var closed = await Task.WhenAll(CloseAsync(id, new { countedMinor = 10_000 }), CloseAsync(id, new { countedMinor = 9_000 }));
        closed.Select(one => one.StatusCode).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict]);
        ((string)(await JsonOf(closed.Single(one => one.StatusCode == HttpStatusCode.Conflict)))["slug"]!).ShouldBe("till_closed_before");
    }

    [Fact]
    public async Task A_count_by_coins_says_what_is_missing_and_the_books_keep_it()
    {
        var before = (await BalanceAsync("cash"), await BalanceAsync("difference"));
        var id = (string)(await JsonOf(await OpenAsync()))["id"]!;
        (await BalanceAsync("cash")).ShouldBe(before.Item1 + 10_000);
        await desk.JsonAsync($"/api/v1/desk/tills/{id}/movements", new { direction = "in", amountMinor = 2_000, reason = "Change from the bank" });
        (await desk.PostAsync($"/api/v1/desk/tills/{id}/movements", new { direction = "out", amountMinor = 12_001, reason = "Balls" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        await desk.JsonAsync($"/api/v1/desk/tills/{id}/movements", new { direction = "out", amountMinor = 500, reason = "Balls" });
        (await CloseAsync(id, new { counts = new Dictionary<string, int> { ["5000"] = 2, ["1000"] = 1, ["200"] = 2 }, countedMinor = 1 })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var report = await JsonOf(await CloseAsync(id, new { counts = new Dictionary<string, int> { ["5000"] = 2, ["1000"] = 1, ["200"] = 2 }, note = "Counted twice" }));
        ((long)report["expected"]!["amountMinor"]!, (long)report["counted"]!["amountMinor"]!, (long)report["difference"]!["amountMinor"]!).ShouldBe((11_500, 11_400, -100));
        (await BalanceAsync("cash"), await BalanceAsync("difference")).ShouldBe((before.Item1, before.Item2 + 100));
        (await desk.PostAsync($"/api/v1/desk/tills/{id}/movements", new { direction = "in", amountMinor = 1, reason = "Late" })).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        var page = await (await desk.GetAsync($"/desk/tills/{id}")).Content.ReadAsStringAsync();
        page.ShouldContain("€1.00 is missing.");
        page.ShouldContain("Counted twice");
    }

    [Fact]
    public async Task The_pages_open_count_and_close_and_a_wrong_total_says_what_the_coins_come_to()
    {
        var opened = await desk.SubmitAsync($"/desk/till?venue={venue}", "/desk/till/open", new Dictionary<string, string> { ["float"] = "50,00" });
        opened.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var id = await platform.ScalarAsync<Guid>("madrid", "select id from tills where closed_at is null");
        var close = $"/desk/tills/{id}/close";
        (await (await desk.SubmitAsync(close, close, new Dictionary<string, string>())).Content.ReadAsStringAsync()).ShouldContain("Count the coins and notes");
        (await (await desk.SubmitAsync(close, close, new Dictionary<string, string> { ["n5000"] = "1", ["counted"] = "40" })).Content.ReadAsStringAsync()).ShouldContain("The coins and notes come to €50.00.");
        (await desk.SubmitAsync(close, close, new Dictionary<string, string> { ["n5000"] = "1" })).Headers.Location!.ToString().ShouldBe($"/desk/tills/{id}");
        (await (await desk.GetAsync($"/desk/till?venue={venue}")).Content.ReadAsStringAsync()).ShouldContain("Days before");
        (await desk.GetAsync($"/desk/tills/{Guid.CreateVersion7()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_difference_is_explained_after_the_count_once_and_with_a_name()
    {
        var id = (string)(await JsonOf(await OpenAsync()))["id"]!;
        Task<HttpResponseMessage> ExplainAsync(string? reason) => desk.PostAsync($"/api/v1/desk/tills/{id}/explain", new { reason });
        async Task<string?> SlugAsync(Task<HttpResponseMessage> answer) => (string?)(await JsonOf(await answer))["slug"];
        (await SlugAsync(ExplainAsync("Too early"))).ShouldBe("nothing_to_explain");
        await CloseAsync(id, new { countedMinor = 9_500 });
        (await desk.SubmitAsync($"/desk/tills/{id}", $"/desk/tills/{id}/explain", new Dictionary<string, string> { ["reason"] = " " })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ExplainAsync(new string('x', 201))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var both = await Task.WhenAll(ExplainAsync("A note fell behind the drawer"), ExplainAsync("A note fell behind the drawer"));
        both.Select(one => one.StatusCode).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict]);
        ((string?)(await JsonOf(both.Single(one => one.StatusCode == HttpStatusCode.OK)))["note"]).ShouldBe("A note fell behind the drawer");
        var page = await (await desk.GetAsync($"/desk/tills/{id}")).Content.ReadAsStringAsync();
        page.ShouldContain("A note fell behind the drawer");
        page.ShouldNotContain("/explain");
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from audit where act = 'till.explained' and content like '%{id}%'")).ShouldBe(1);

        // Nothing is asked about a count that was right.
        id = (string)(await JsonOf(await OpenAsync()))["id"]!;
        await CloseAsync(id, new { countedMinor = 10_000 });
        (await SlugAsync(ExplainAsync("Why?"))).ShouldBe("nothing_to_explain");
        (await (await desk.GetAsync($"/desk/tills/{id}")).Content.ReadAsStringAsync()).ShouldNotContain("/explain");
    }

    private Task<HttpResponseMessage> OpenAsync() => desk.PostAsync("/api/v1/desk/tills", new { venueId = venue, floatMinor = 10_000 });

    private Task<HttpResponseMessage> CloseAsync(string id, object counted) => desk.PostAsync($"/api/v1/desk/tills/{id}/close", counted);

    private static async Task<JsonNode> JsonOf(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

    private Task<long> BalanceAsync(string account) => platform.ScalarAsync<long>("madrid", $"select coalesce(sum(amount_minor), 0)::bigint from ledger_lines where account = '{account}'");
}
