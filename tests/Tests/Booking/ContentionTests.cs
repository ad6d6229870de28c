using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using PadelSaaS.Tests.House;
using Xunit.Abstractions;

namespace PadelSaaS.Tests.Booking;

/// <summary>Hard cases 8 and 10: many want what only one can have. Who wins is no matter, that it is exactly one is.</summary>
public sealed class ContentionTests(PlatformFixture platform, ITestOutputHelper output) : IClassFixture<PlatformFixture>
{
    private readonly ConcurrentBag<double> losersMilliseconds = [];

    [Fact]
    public async Task Of_200_who_want_one_slot_exactly_one_wins_in_each_of_50_rounds() =>
        await RoundsAsync(platform.InMadrid, "madrid", rounds: 50, takers: 200);

    [Fact]
    public async Task Where_gaps_are_strict_exactly_one_of_200_wins_too() =>
        await RoundsAsync(platform.InLahore, "lahore", rounds: 12, takers: 200);

    [Fact]
    public async Task Of_wishes_that_overlap_in_part_exactly_one_wins()
    {
        var before = await DeadlocksAsync();
        for (var round = 0; round < 20; round++)
        {
            var free = await platform.InMadrid().FreeAsync(DateOf(round % 12));
            var early = free.First(slot => free.Any(later => later.CourtId == slot.CourtId && later.Start == slot.Start.AddMinutes(30)));
            var answers = await AllAtOnceAsync(platform.InMadrid, 100, taker => early.Moved(taker % 2 * 30));
            var winner = OnlyWinner(answers);
            foreach (var loser in answers.Where(answer => answer.Status == HttpStatusCode.Conflict).DistinctBy(answer => answer.Body))
                loser.Alternatives.ShouldAllBe(slot => slot.CourtId != winner.CourtId || slot.Start >= winner.End || slot.End <= winner.Start);
        }
        (await DeadlocksAsync()).ShouldBe(before);
        (await platform.OverlapsAsync("madrid")).ShouldBe(0);
    }

    [Fact]
    public async Task Of_100_who_want_a_slot_whose_hold_just_ended_exactly_one_takes_it_over()
    {
        var before = await DeadlocksAsync();
        var player = platform.InMadrid();
        for (var round = 0; round < 15; round++)
        {
            var slot = (await player.FreeAsync(DateOf(round % 12)))[^1];
            var first = await player.HeldAsync(slot);
            platform.Clock.Advance(TimeSpan.FromMinutes(8));

            var answers = await AllAtOnceAsync(platform.InMadrid, 100, _ => slot);

            OnlyWinner(answers);
            (await player.StatusAsync(first)).ShouldBe("expired");
            (await platform.FactsAsync("BOOKING_EXPIRED", first)).ShouldBe(1);
        }
        await platform.SettleAsync();
        (await platform.ScalarAsync<long>("madrid", "select count(*) from (select from platform.outbox where event_type = 'BOOKING_EXPIRED' group by aggregate having count(*) > 1) twice")).ShouldBe(0);
        (await DeadlocksAsync()).ShouldBe(before);
        (await platform.OverlapsAsync("madrid")).ShouldBe(0);
    }

    private async Task RoundsAsync(Func<Player> newcomer, string slug, int rounds, int takers)
    {
        var before = await DeadlocksAsync();
        for (var round = 0; round < rounds; round++)
        {
            var free = await newcomer().FreeAsync(DateOf(round % 12));
            var wanted = free[round * 7 % free.Count];

            var answers = await AllAtOnceAsync(newcomer, takers, _ => wanted);

            OnlyWinner(answers);
            var stillFree = await FreeSoonAsync(newcomer, round % 12);
            foreach (var loser in answers.Where(answer => answer.Status == HttpStatusCode.Conflict).DistinctBy(answer => answer.Body))
            {
                loser.Alternatives.ShouldNotBeEmpty();
                loser.Alternatives.ShouldAllBe(slot => slot.CourtId != wanted.CourtId || slot.Start >= wanted.End || slot.End <= wanted.Start);
                loser.Alternatives.ShouldAllBe(slot => stillFree.Contains(slot));
            }
            var comfort = answers.First(answer => answer.Status == HttpStatusCode.Conflict).Alternatives[0];
            (await newcomer().HoldAsync(comfort)).Status.ShouldBe(HttpStatusCode.Created);
        }
        (await DeadlocksAsync()).ShouldBe(before);
        (await platform.OverlapsAsync(slug)).ShouldBe(0);
        var sorted = losersMilliseconds.Order().ToList();
        output.WriteLine($"{slug}: {rounds} rounds of {takers}; the losers' answers took p50 {sorted[sorted.Count / 2]:0} ms, p95 {sorted[sorted.Count * 95 / 100]:0} ms");
    }

    private async Task<List<Answer>> AllAtOnceAsync(Func<Player> newcomer, int takers, Func<int, Slot> wish)
    {
        var gun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var racing = Enumerable.Range(0, takers).Select(async taker =>
        {
            var player = newcomer();
            await gun.Task;
            var started = Stopwatch.GetTimestamp();
            var answer = await player.HoldAsync(wish(taker));
            if (answer.Status == HttpStatusCode.Conflict) losersMilliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            return answer;
        }).ToList();
        gun.SetResult();
        return [.. await Task.WhenAll(racing)];
    }

    private static Slot OnlyWinner(List<Answer> answers)
    {
        var won = answers.Where(answer => answer.Status == HttpStatusCode.Created).ToList();
        won.Count.ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.Created)
            .ShouldAllBe(answer => answer.Status == HttpStatusCode.Conflict && answer.Slug == "slot_taken");
        return Player.SlotOf((Guid)won[0].Json["courtId"]!, won[0].Json);
    }

    private async Task<HashSet<Slot>> FreeSoonAsync(Func<Player> newcomer, int day)
    {
        var free = new HashSet<Slot>();
        for (var ahead = 0; ahead < 3; ahead++) free.UnionWith(await newcomer().FreeAsync(DateOf(day + ahead)));
        return free;
    }

    private static string DateOf(int day) => FakeClock.Start.AddDays(1 + day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private Task<long> DeadlocksAsync() =>
        platform.ScalarAsync<long>("madrid", "select deadlocks from pg_stat_database where datname = current_database()");
}
