using System.Collections.Specialized;
using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Jobs.Recurring;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.Admins;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Events;

/// <summary>What recurs is done by one process of all, also when one dies under it.</summary>
public sealed partial class TimerTests
{
    [Fact]
    public void The_scheduler_keeps_values_and_not_only_names()
    {
        var data = new JobData();
        data.DeSerialize<NameValueCollection>(data.Serialize(new NameValueCollection { ["clubs"] = "t_a,t_b", ["asked-by"] = "آمنہ" }))!["asked-by"].ShouldBe("آمنہ");
        data.DeSerialize<NameValueCollection>(data.Serialize(new NameValueCollection { ["clubs"] = "t_a,t_b" }))!["clubs"].ShouldBe("t_a,t_b");
        Should.Throw<NotSupportedException>(() => data.Serialize("something else"));
    }

    [Fact]
    public async Task Slow_clubs_give_their_places_on_and_the_others_are_done()
    {
        var clubs = (await platform.Services.GetRequiredService<ITenantStore>().AllAsync()).Take(1).SelectMany(club => Enumerable.Range(0, 12).Select(at => club with { Schema = $"t_{at:00}" })).ToList();
        var (others, most, running) = (0, 0, 0);
        var allOthers = new TaskCompletionSource();
        var failures = await new ClubRound(atOnce: 2, TimeSpan.FromMilliseconds(20), TimeSpan.FromMinutes(5)).GoAsync(clubs, async (club, stop) =>
        {
            // Two clubs end only once all the others have: with both places held for ever nobody would.
            if (club.Schema is "t_03" or "t_07") await allOthers.Task.WaitAsync(TimeSpan.FromSeconds(60), stop);
            else
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                await Task.Yield();
                Interlocked.Decrement(ref running);
                if (Interlocked.Increment(ref others) == 10) allOthers.SetResult();
                if (club.Schema == "t_05") throw new InvalidOperationException("No.");
            }
        }, CancellationToken.None);
        failures.ShouldBe([new ClubFailure("t_05", "No.")]);
        most.ShouldBeLessThanOrEqualTo(4);

        // Whoever never ends is given up.
        var never = await new ClubRound(1, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(200)).GoAsync([clubs[0]], (_, _) => new TaskCompletionSource().Task, CancellationToken.None);
        never.Single().Error.ShouldStartWith("It took longer than");
    }

    [Fact]
    public async Task Two_processes_never_do_one_job_at_a_time_and_missed_runs_are_made_up_for_once()
    {
        await using var second = new Second(platform.Database);
        await second.InitializeAsync();
        var (running, most, count) = (0, 0, 0);
        async Task Once(CancellationToken stop)
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Delay(30, stop);
            Interlocked.Decrement(ref running);
            Interlocked.Increment(ref count);
        }
        platform.OnJob = second.OnJob = Once;
        var (mine, theirs) = (platform.Services.GetRequiredService<Schedulers>(), second.Services.GetRequiredService<Schedulers>());
        await Task.WhenAll(mine.EnsureAsync("tenants", CancellationToken.None), theirs.EnsureAsync("tenants", CancellationToken.None));
        // Nobody was alive on three New Year's Days.
        await Cluster.ExecuteAsync(platform.Database, "update jobs.qrtz_triggers set next_fire_time = next_fire_time - 3 * 365 * 864000000000 where trigger_name in ('probe-job', 'probe-round')");
        await Task.WhenAll(mine.StartAsync(CancellationToken.None), theirs.StartAsync(CancellationToken.None));
        try
        {
            await UntilAsync(() => Task.FromResult(Volatile.Read(ref count) == 1), "what was missed is made up for");
            for (var i = 0; i < 5; i++) await DoNowAsync(i % 2 == 0 ? platform : second);
            // A run is over when it is written down, which is after the job itself has ended.
            await UntilAsync(() => Cluster.ScalarAsync<bool>(platform.Database, "select count(*) = 6 from jobs.runs where job = 'probe-job' and error is null and ended_at is not null"), "every run that was asked for is done");
            (most, count).ShouldBe((1, 6));
            (await Cluster.ScalarAsync<long>(platform.Database, "select count(*) from jobs.runs where job = 'probe-round'")).ShouldBe(0);
            (await Cluster.ScalarAsync<long>(platform.Database, "select count(*) from jobs.qrtz_triggers where trigger_group = 'every' and trigger_name like 'probe%' and next_fire_time > 638000000000000000")).ShouldBe(2);
        }
        finally
        {
            await mine.StopAsync(CancellationToken.None);
            await theirs.StopAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_job_whose_process_is_killed_under_it_is_done_by_another()
    {
        var database = await Template.CloneAsync("jobs_killed");
        try
        {
            await using RealHost dying = Turning(database), other = Turning(database);
            // It dies in the middle of the first sweep, which is due within a second.
            await dying.StartAsync("job sweep");
            if (dying.IsAlive) await dying.DeathAsync();
            (await Cluster.ScalarAsync<long>(database, "select count(*) from jobs.runs where job = 'sweep' and ended_at is null")).ShouldBe(1);
            await Cluster.ExecuteAsync(database, "update jobs.qrtz_cron_triggers set cron_expression = '0 0 0 1 1 ? 2090'; update jobs.qrtz_triggers set next_fire_time = 659000000000000000");
            other.Settings["Jobs__Every__sweep"] = "0 0 0 1 1 ? 2090";
            await other.StartAsync();
            await UntilAsync(() => Cluster.ScalarAsync<bool>(database, "select exists (select from jobs.runs where job = 'sweep' and asked_by = 'recovery' and error is null and ended_at is not null)"), "the other one takes over");
            (await Cluster.ScalarAsync<string>(database, "select string_agg(error, '; ') from jobs.runs where job = 'sweep'")).ShouldBe("The process died under it.");
        }
        finally
        {
            await Cluster.ExecuteAsync("postgres", $"drop database if exists {database} with (force)");
        }
    }

    [Fact]
    public async Task Admins_see_jobs_have_them_done_pause_them_and_wake_timers_that_gave_up()
    {
        platform.OnRound = (slug, _) => slug == "lahore" ? throw new InvalidOperationException("No place for ana@club.example.") : Task.CompletedTask;
        var admin = await platform.AdminAsync("jobs@padel.example");
        (await platform.Services.GetRequiredService<JobRunner>().RunAsync("probe-round")).ShouldBeFalse();
        var page = await (await admin.GetAsync("/jobs/probe-round")).Content.ReadAsStringAsync();
        page.ShouldContain("a***@club.example");
        page.ShouldNotContain("ana@club.example");
        var failed = await Cluster.ScalarAsync<Guid>(platform.Database, "select id from jobs.runs where job = 'probe-round' and failures <> '[]' order by started_at desc limit 1");

        // Once more, where it failed and nowhere else.
        var visited = new System.Collections.Concurrent.ConcurrentBag<string>();
        platform.OnRound = (slug, _) => { visited.Add(slug); return Task.CompletedTask; };
        (await admin.SubmitAsync("/jobs/probe-round", $"/jobs/probe-round/runs/{failed}/retry", Nothing)).Headers.Location!.OriginalString.ShouldBe("/jobs/probe-round?done=asked");
        var token = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(page).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        (await admin.PostFormAsync($"/jobs/probe-round/runs/{Guid.CreateVersion7()}/retry", new Dictionary<string, string> { ["__RequestVerificationToken"] = token })).Headers.Location!.OriginalString.ShouldBe("/jobs/probe-round?done=gone");
        (await admin.SubmitAsync("/jobs/probe-round", "/jobs/probe-round/pause", Nothing)).Headers.Location!.OriginalString.ShouldBe("/jobs/probe-round?done=paused");
        (await StateAsync(admin))["isPaused"]!.GetValue<bool>().ShouldBeTrue();
        platform.Clock.Advance(TimeSpan.FromSeconds(1));
        var schedulers = platform.Services.GetRequiredService<Schedulers>();
        await schedulers.StartAsync(CancellationToken.None);
        try
        {
            await UntilAsync(async () => (await StateAsync(admin))["last"]!["askedBy"] is not null && (await StateAsync(admin))["last"]!["endedAt"] is not null, "it is done once more");
        }
        finally
        {
            await schedulers.StopAsync(CancellationToken.None);
        }
        visited.ShouldBe(["lahore"]);
        ((bool)(await StateAsync(admin))["last"]!["failed"]!).ShouldBeFalse();
        (await admin.SubmitAsync("/jobs/probe-round", "/jobs/probe-round/resume", Nothing)).Headers.Location!.OriginalString.ShouldBe("/jobs/probe-round?done=resumed");
        (await StateAsync(admin))["isPaused"]!.GetValue<bool>().ShouldBeFalse();

        await SetAsync("madrid", platform.Clock.Now.AddYears(1), "gave-up");
        await Cluster.ExecuteAsync(platform.Database, "update platform.timers set parked_at = due_at, attempts = 10, error = 'It failed.' where key = 'gave-up'");
        (await (await admin.GetAsync("/jobs")).Content.ReadAsStringAsync()).ShouldContain("It failed.");
        var timer = await Cluster.ScalarAsync<Guid>(platform.Database, "select id from platform.timers where key = 'gave-up'");
        (await admin.SubmitAsync("/jobs", $"/jobs/timers/{timer}/replay", Nothing)).Headers.Location!.OriginalString.ShouldBe("/jobs?done=replayed");
        await RingAsync();
        platform.Rung.ShouldContain("madrid gave-up");
        (await (await admin.GetAsync("/jobs")).Content.ReadAsStringAsync()).ShouldContain("No timer gave up");

        (await Cluster.ScalarAsync<string>(platform.Database, "select string_agg(act, ' ' order by seq) from platform.platform_audit where act like 'job.%' or act like 'timer.%'")).ShouldBe("job.asked job.paused job.resumed timer.replayed");
        (await admin.GetAsync("/jobs/nobodys")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.At(Admins.Console.Host).GetAsync("/jobs.json")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private static Dictionary<string, string> Nothing => [];

    private static RealHost Turning(string database) => new(database)
    {
        Settings = { ["Jobs__Run"] = "on", ["Jobs__Every__sweep"] = "0/1 * * * * ?", ["Jobs__CheckInMilliseconds"] = "1000", ["Jobs__LookMilliseconds"] = "1000" },
    };

    private static async Task<JsonNode> StateAsync(Visitor admin) =>
        JsonNode.Parse(await (await admin.GetAsync("/jobs.json")).Content.ReadAsStringAsync())!["jobs"]!.AsArray().Single(job => (string)job!["name"]! == "probe-round")!;

    private static async Task DoNowAsync(EventsFixture process)
    {
        await using var scope = process.Services.CreateAsyncScope();
        var (book, work) = (scope.ServiceProvider.GetRequiredService<JobBook>(), scope.ServiceProvider.GetRequiredService<UnitOfWork>());
        await work.BeginPlatformAsync(CancellationToken.None);
        var job = await book.FindAsync("probe-job", CancellationToken.None);
        await work.RollbackAsync();
        await book.DoNowAsync(job!, [], "a test", CancellationToken.None);
    }

    private static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(90); await Task.Delay(50))
            if (await holds()) return;
        throw new InvalidOperationException($"It never came to this: {what}.");
    }

    private sealed class Second(string database) : EventsFixture, IAsyncDisposable
    {
        protected override string? DatabaseOfAnother => database;

        async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
    }
}
