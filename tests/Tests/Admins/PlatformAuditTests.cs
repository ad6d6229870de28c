using System.Net;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Admins;

/// <summary>An admin looks up what admins did; what they did inside a club stands in both logs.</summary>
public sealed class PlatformAuditTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task The_page_searches_the_platforms_log_and_an_impersonation_stands_in_both()
    {
        const string Reason = "Request 4712: the log of the console";
        var admin = await platform.AdminAsync("reader@padel.example");
        var sent = await admin.SubmitAsync("/clubs/madrid/impersonate", "/clubs/madrid/impersonate", new Dictionary<string, string> { ["email"] = "desk@madrid.test", ["reason"] = Reason });
        await platform.Madrid().GetAsync(sent.Headers.Location!.PathAndQuery);

        var found = await (await admin.GetAsync("/audit?what=impersonation.&q=4712")).Content.ReadAsStringAsync();
        found.ShouldContain("Signed in as an account of a club");
        found.ShouldContain(Reason);
        found.ShouldContain("1 line<");
        (await (await admin.GetAsync("/audit?q=100%25")).Content.ReadAsStringAsync()).ShouldContain("Nothing found");
        (await (await admin.GetAsync("/audit?from=yesterday")).Content.ReadAsStringAsync()).ShouldContain("Please give a day.");
        (await (await admin.GetAsync("/audit?until=2020-01-01")).Content.ReadAsStringAsync()).ShouldContain("Nothing found");
        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        (await (await owner.GetAsync("/manage/audit?what=impersonation.")).Content.ReadAsStringAsync()).ShouldContain(Reason);
    }

    [Fact]
    public async Task The_export_is_an_act_of_its_own_and_nobody_else_sees_the_log()
    {
        var admin = await platform.AdminAsync("exports@padel.example");
        var file = await admin.GetAsync("/audit.csv?what=session.");
        file.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        var text = await file.Content.ReadAsStringAsync();
        text.ShouldContain("session.opened");
        text.ShouldNotContain("admin.invited");
        (await Cluster.ScalarAsync<long>(platform.Database, "select count(*) from platform.platform_audit where act = 'audit.exported'")).ShouldBe(1);

        foreach (var path in new[] { "/audit", "/audit.csv" }) (await platform.At(Console.Host).GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        (await owner.GetAsync("/audit")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
