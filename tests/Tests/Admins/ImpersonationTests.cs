using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Admins;

/// <summary>An admin acts as somebody's account: for a reason, for an hour, without money, and the club sees it.</summary>
public sealed class ImpersonationTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const string Reason = "Request 4711: the board does not show";

    [Fact]
    public async Task The_admin_sees_what_the_account_sees_every_page_says_so_and_the_club_reads_it_in_its_own_log()
    {
        var (visitor, _) = await EnterAsync("desk@madrid.test");
        var board = await (await visitor.GetAsync("/desk")).Content.ReadAsStringAsync();
        board.ShouldContain("Demo Admin, of the platform, is signed in as");
        (await (await visitor.GetAsync("/")).Content.ReadAsStringAsync()).ShouldContain("Demo Admin, of the platform, is signed in as");
        (await visitor.GetAsync("/manage/audit")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        // A write, named in the log before it is done; then the end.
        var name = await platform.ScalarAsync<string>("madrid", "select first_name || ' ' || last_name from users where email = 'desk@madrid.test'");
        var saved = await visitor.SubmitAsync("/account", "/account", new Dictionary<string, string> { ["firstName"] = name.Split(' ')[0], ["lastName"] = name.Split(' ')[1], ["language"] = "en" });
        saved.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await visitor.SubmitAsync("/", "/sign-out", new Dictionary<string, string>());

        var rows = await RowsAsync();
        rows.Select(row => (string)row["act"]!).ShouldBe(["impersonation.started", "impersonation.wrote", "impersonation.wrote", "session.ended"]);
        rows.ShouldAllBe(row => (string)row["actor"]!["kind"]! == "admin" && (string)row["actor"]!["name"]! == "Demo Admin");
        rows[0]["reason"]!.GetValue<string>().ShouldBe(Reason);
        rows[1]["subject"]!["id"]!.GetValue<string>().ShouldBe("/account");
        rows[1]["as"]!.GetValue<string>().ShouldBe(name);

        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        var log = await (await owner.GetAsync("/manage/audit?what=impersonation.")).Content.ReadAsStringAsync();
        log.ShouldContain("Signed in as this account, from the platform");
        log.ShouldContain(Reason);
        log.ShouldContain("Demo Admin, of the platform");
        (await Cluster.ScalarAsync<long>(platform.Database, "select count(*) from platform.platform_audit where act = 'impersonation.asked' and content like '%4711%'")).ShouldBeGreaterThan(0);
        (await platform.Services.GetRequiredService<AuditVerifier>().VerifyAsync((await platform.TenantAsync("madrid")).Schema)).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_ends_after_sixty_minutes_however_busy()
    {
        var (visitor, _) = await EnterAsync("desk@madrid.test");
        for (var quarter = 0; quarter < 3; quarter++)
        {
            platform.Clock.Advance(TimeSpan.FromMinutes(15));
            (await visitor.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        platform.Clock.Advance(TimeSpan.FromMinutes(16));
        (await visitor.GetAsync("/desk")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task No_money_moves_in_anothers_name()
    {
        var (visitor, _) = await EnterAsync("owner@madrid.test");
        var refused = await visitor.PostFormAsync($"/bookings/{Guid.CreateVersion7(platform.Clock.GetUtcNow())}/cancel", []);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await RowsAsync()).Select(row => (string)row["act"]!).ShouldContain("impersonation.refused");

        using var request = new HttpRequestMessage(HttpMethod.Post, $"/bookings/{Guid.CreateVersion7(platform.Clock.GetUtcNow())}/pay") { Content = new FormUrlEncodedContent([]) };
        request.Headers.Accept.ParseAdd("application/json");
        var named = await visitor.SendAsync(request);
        named.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        ((string)(await named.JsonOf())["slug"]!).ShouldBe("impersonation_no_money");

        MoneyEndpoints.MayBeImpersonated("payments.take").ShouldBeFalse();
        MoneyEndpoints.MayBeImpersonated("desk.board").ShouldBeTrue();
        // Whatever pays, confirms, cancels or changes carries the mark; a look at what would happen does not move anything.
        var unmarked = platform.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true)
            .Where(endpoint => endpoint.Metadata.GetMetadata<MoneyEndpoint>() is null && endpoint.Metadata.GetMetadata<ServiceOf>()?.Service is "booking" or "payments").Select(endpoint => endpoint.RoutePattern.RawText!)
            .Where(path => path.EndsWith("/pay", StringComparison.Ordinal) || path.EndsWith("/confirm", StringComparison.Ordinal) || path.EndsWith("/cancel", StringComparison.Ordinal) || path.EndsWith("/change", StringComparison.Ordinal));
        unmarked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clubs_customers_are_not_taken_along_in_anothers_name_and_the_club_sees_the_attempt()
    {
        var (visitor, _) = await EnterAsync("owner@madrid.test");
        foreach (var path in new[] { "/manage/customers/export.csv", "/manage/customers/export.json" })
        {
            (await visitor.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
            (await RowsAsync()).ShouldContain(row => (string)row["act"]! == "impersonation.refused" && row.ToJsonString().Contains(path, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_ticket_works_once_at_once_and_at_its_club_only()
    {
        var (_, ticket) = await EnterAsync("player@madrid.test");
        (await platform.Madrid().GetAsync(ticket)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var (_, elsewhere) = await AskAsync("player@madrid.test");
        (await platform.Lahore().GetAsync(elsewhere)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var (_, late) = await AskAsync("player@madrid.test");
        platform.Clock.Advance(TimeSpan.FromMinutes(3));
        (await platform.Madrid().GetAsync(late)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.Madrid().GetAsync("/impersonate?ticket=nonsense")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_reason_and_an_account_of_the_club_are_needed_and_an_admin()
    {
        var admin = await platform.AdminAsync("asks@padel.example");
        (await FormAsync("desk@madrid.test", "no")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await (await FormAsync("owner@lahore.test", Reason)).Content.ReadAsStringAsync()).ShouldContain("The club has no account with this address.");
        (await admin.GetAsync("/clubs/nowhere/impersonate")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.At(Console.Host).GetAsync("/clubs/madrid/impersonate")).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        Task<HttpResponseMessage> FormAsync(string email, string reason) =>
            admin.SubmitAsync("/clubs/madrid/impersonate", "/clubs/madrid/impersonate", new Dictionary<string, string> { ["email"] = email, ["reason"] = reason });
    }

    [Fact]
    public async Task The_accounts_holder_sees_the_device_and_can_sign_it_out()
    {
        var (visitor, _) = await EnterAsync("player@madrid.test");
        var holder = platform.Madrid();
        await holder.SignInAsync("player@madrid.test", People.DemoPassword);
        var session = await platform.ScalarAsync<Guid>("madrid", "select session_id from impersonated_sessions join sessions on id = session_id where revoked_at is null order by created_at desc limit 1");
        await holder.SubmitAsync("/account", $"/account/sessions/{session}/end", new Dictionary<string, string>());
        await platform.SettleAsync();
        (await visitor.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private async Task<(Visitor Visitor, string Ticket)> EnterAsync(string email)
    {
        var (visitor, ticket) = await AskAsync(email);
        (await visitor.GetAsync(ticket)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return (visitor, ticket);
    }

    private async Task<(Visitor Visitor, string Ticket)> AskAsync(string email)
    {
        var admin = await platform.AdminAsync("imp@padel.example");
        var sent = await admin.SubmitAsync("/clubs/madrid/impersonate", "/clubs/madrid/impersonate", new Dictionary<string, string> { ["email"] = email, ["reason"] = Reason });
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        sent.Headers.Location!.Host.ShouldBe("madrid.localhost");
        return (platform.Madrid(), sent.Headers.Location.PathAndQuery);
    }

    // What the last impersonation left in the club's log.
    private async Task<List<JsonNode>> RowsAsync() =>
        [.. (await platform.ScalarAsync<string[]>("madrid", "select array_agg(content order by seq) from audit where content::jsonb -> 'actor' ->> 'kind' = 'admin' and seq >= (select max(seq) from audit where act = 'impersonation.started')")).Select(content => JsonNode.Parse(content)!)];
}
