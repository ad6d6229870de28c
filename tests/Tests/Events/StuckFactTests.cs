using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Tests.Admins;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Events;

public sealed partial class FactTests
{
    [Fact]
    public async Task Who_is_behind_is_measured_reader_by_reader()
    {
        await platform.SettleAsync();
        await platform.TellAsync("madrid", Guid.CreateVersion7(), "one", "two", "three");
        platform.Clock.Advance(TimeSpan.FromSeconds(40));
        var behind = (await LagsAsync()).Single(lag => lag.Reader == EventsFixture.Probe);
        behind.Unread.ShouldBeGreaterThanOrEqualTo(3);
        behind.Seconds(platform.Clock.Now).ShouldBeGreaterThanOrEqualTo(40);
        await platform.SettleAsync();
        var settled = (await LagsAsync()).Single(lag => lag.Reader == EventsFixture.Probe);
        (settled.Unread, settled.Oldest, settled.Seconds(platform.Clock.Now)).ShouldBe((0, null, 0));
    }

    [Fact]
    public async Task Parked_facts_are_seen_tried_again_or_given_up_by_admins_alone()
    {
        var things = Enumerable.Range(0, 3).Select(_ => Guid.CreateVersion7()).ToList();
        for (var at = 0; at < 3; at++)
        {
            platform.Failing[$"stuck{at}"] = "No place for it.";
            await platform.TellAsync("madrid", things[at], $"stuck{at}", $"after{at}");
        }
        await platform.SettleAsync();
        var admin = await platform.AdminAsync("facts@padel.example");
        var ids = await Task.WhenAll(things.Select(thing => Cluster.ScalarAsync<Guid>(platform.Database, $"select event_id from platform.delayed_facts where aggregate = '{thing}' and error is not null")));
        // While it is tried by itself a process may be at it: nobody takes it away under its hands.
        var early = await admin.SubmitAsync($"/facts/probe/{ids[0]}", $"/facts/probe/{ids[0]}/discard", Reason("Nobody needs this one any more."));
        early.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await early.Content.ReadAsStringAsync()).ShouldContain("It is still tried again by itself.");
        for (var i = 0; i < 14; i++)
        {
            platform.Clock.Advance(TimeSpan.FromMinutes(6));
            await platform.SettleAsync();
        }

        // An error may quote whatever the reaction worked on.
        await Cluster.ExecuteAsync(platform.Database, $"update platform.delayed_facts set error = 'No place for ana0@club.example.' where event_id = '{ids[0]}'");
        admin = await platform.AdminAsync("facts@padel.example");
        var list = await (await admin.GetAsync("/facts?service=probe&show=parked")).Content.ReadAsStringAsync();
        list.ShouldContain("NOTIFICATION_DELIVERED");
        list.ShouldContain("No place for a***@club.example.");
        list.ShouldNotContain("ana0@club.example");
        list.ShouldContain("1 wait behind it");
        var probe = JsonNode.Parse(await (await admin.GetAsync("/facts.json?service=probe")).Content.ReadAsStringAsync())!;
        probe["readers"]!.AsArray().Single(reader => (string)reader!["reader"]! == "probe")!["parked"]!.GetValue<int>().ShouldBe(3);
        ((int)probe["total"]!).ShouldBe(3);

        var unsaid = await admin.SubmitAsync($"/facts/probe/{ids[0]}", $"/facts/probe/{ids[0]}/discard", Reason("no"));
        unsaid.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await unsaid.Content.ReadAsStringAsync()).ShouldContain("Please say why, in 10 to 300 characters.");
        (await admin.SubmitAsync($"/facts/probe/{ids[0]}", $"/facts/probe/{ids[0]}/discard", Reason("The mail was written by hand."))).Headers.Location!.OriginalString.ShouldBe("/facts?done=discarded");
        (await admin.GetAsync($"/facts/probe/{ids[0]}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        platform.Failing.Clear();
        (await admin.SubmitAsync($"/facts/probe/{ids[1]}", $"/facts/probe/{ids[1]}/replay", Nothing)).Headers.Location!.OriginalString.ShouldBe("/facts?done=replayed&count=1");
        // Somebody else had the page open, too: whoever was slower hears that it is gone.
        await SettleDelayedAsync();
        var token = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(list).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        (await admin.PostFormAsync($"/facts/probe/{ids[1]}/replay", new Dictionary<string, string> { ["__RequestVerificationToken"] = token })).Headers.Location!.OriginalString.ShouldBe("/facts?done=gone");
        (await admin.SubmitAsync("/facts", "/facts/replay", new Dictionary<string, string> { ["service"] = "notifications" })).Headers.Location!.OriginalString.ShouldBe("/facts?done=replayed&count=0");
        (await admin.SubmitAsync("/facts", "/facts/replay", new Dictionary<string, string> { ["service"] = "probe" })).Headers.Location!.OriginalString.ShouldBe("/facts?done=replayed&count=1");
        await SettleDelayedAsync();
        (await Task.WhenAll(things.Select(thing => platform.HeardAsync("madrid", thing)))).ShouldBe(["after0", "stuck1 after1", "stuck2 after2"]);
        (await (await admin.GetAsync("/facts?service=probe")).Content.ReadAsStringAsync()).ShouldContain("Nothing is stuck");

        (await Cluster.ScalarAsync<string>(platform.Database, "select string_agg(act || ' ' || coalesce(content::jsonb ->> 'reason', ''), '; ' order by seq) from platform.platform_audit where act like 'fact.%'"))
            .ShouldBe("fact.discarded The mail was written by hand.; fact.replayed ; fact.replayed ");
        (await platform.At(Admins.Console.Host).GetAsync("/facts.json")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        (await owner.GetAsync("/facts")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_takes_long_gives_its_place_on_and_holds_nobody_up()
    {
        using var backstage = new Backstage(new ConfigurationBuilder().AddInMemoryCollection([new("Padel:BehindTheScenesAtOnce", "1")]).Build());
        var (never, both) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = backstage.InTurnAsync(() => never.Task, CancellationToken.None);
        var quick = backstage.InTurnAsync(() => { both.SetResult(); return Task.CompletedTask; }, CancellationToken.None);
        await both.Task.WaitAsync(TimeSpan.FromSeconds(30));
        slow.IsCompleted.ShouldBeFalse();
        never.SetResult();
        await Task.WhenAll(slow, quick);

        // The place was given on once, not twice: again one at a time.
        var (running, most) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => backstage.InTurnAsync(async () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
        }, CancellationToken.None)));
        most.ShouldBe(1);
    }

    private static Dictionary<string, string> Nothing => [];

    private static Dictionary<string, string> Reason(string reason) => new() { ["reason"] = reason };

    private async Task<IReadOnlyList<Lag>> LagsAsync() => await platform.Services.GetRequiredService<FactLag>().LookAsync(CancellationToken.None);

    // A service looks for delayed facts once a second.
    private async Task SettleDelayedAsync()
    {
        platform.Clock.Advance(TimeSpan.FromSeconds(2));
        await platform.SettleAsync();
    }
}
