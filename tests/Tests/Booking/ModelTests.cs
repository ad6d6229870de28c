using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking;

/// <summary>A few hundred random steps on one court beside a model of ten lines: after each, both say the same.</summary>
public sealed class ModelTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private static readonly int[] Durations = [60, 90, 120];

    private sealed record Known(Player Player, Guid Id, Slot Slot)
    {
        public string Status { get; set; } = "pending";

        public DateTimeOffset HoldEnds { get; init; }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20261124)]
    public async Task A_court_does_what_the_model_says(int seed)
    {
        var random = new Random(seed);
        var date = seed == 1 ? "2026-12-05" : "2026-12-06";
        var opening = await platform.InMadrid().SlotAsync(date, "09:00");
        var known = new List<Known>();
        for (var step = 0; step < 200; step++)
        {
            switch (random.Next(10))
            {
                case < 5:
                    await HoldAsync(random, opening, known, $"step {step} of seed {seed}");
                    break;
                case 5 or 6 when known.Count > 0:
                    var wanted = known[random.Next(known.Count)];
                    var confirmed = await wanted.Player.ConfirmAsync(wanted.Id);
                    confirmed.Status.ShouldBe(StatusOf(wanted) is "pending" or "confirmed" ? HttpStatusCode.OK : HttpStatusCode.Conflict, $"step {step} of seed {seed}");
                    if (confirmed.Status == HttpStatusCode.OK) wanted.Status = "confirmed";
                    break;
                case 7 when known.Count > 0:
                    var given = known[random.Next(known.Count)];
                    var cancelled = await given.Player.CancelAsync(given.Id);
                    cancelled.Status.ShouldBe(StatusOf(given) == "expired" ? HttpStatusCode.Conflict : HttpStatusCode.OK, $"step {step} of seed {seed}");
                    if (cancelled.Status == HttpStatusCode.OK) given.Status = "cancelled";
                    break;
                case 8:
                    platform.Clock.Advance(TimeSpan.FromSeconds(random.Next(1, 300)));
                    break;
                default:
                    if (random.Next(4) == 0) await platform.SettleAsync();
                    break;
            }
            await CompareAsync(date, opening, known, Durations[random.Next(3)], $"step {step} of seed {seed}");
        }
        await platform.SettleAsync();
        foreach (var one in known) (await one.Player.StatusAsync(one.Id)).ShouldBe(StatusOf(one));
        (await platform.OverlapsAsync("madrid")).ShouldBe(0);
    }

    private async Task HoldAsync(Random random, Slot opening, List<Known> known, string where)
    {
        var wish = opening.Moved(random.Next(0, 26) * 30);
        wish = wish with { End = wish.Start.AddMinutes(Durations[random.Next(3)]) };
        var player = platform.InMadrid();
        var answer = await player.HoldAsync(wish);
        var mayBe = wish.End <= opening.Start.AddHours(14) && IsFree(known, wish);
        answer.Status.ShouldBe(mayBe ? HttpStatusCode.Created : HttpStatusCode.Conflict, where);
        if (!mayBe) return;
        player.Visitor.Headers["X-Booking-Key"] = (string)answer.Json["accessKey"]!;
        known.Add(new Known(player, (Guid)answer.Json["id"]!, wish) { HoldEnds = platform.Clock.Now.AddMinutes(8) });
    }

    private async Task CompareAsync(string date, Slot opening, List<Known> known, int minutes, string where)
    {
        var expected = Enumerable.Range(0, 28).Select(at => opening.Moved(at * 30)).Select(slot => slot with { End = slot.Start.AddMinutes(minutes) })
            .Where(slot => slot.End <= opening.Start.AddHours(14) && IsFree(known, slot)).Select(slot => slot.Start);
        var shown = (await platform.InMadrid().FreeAsync(date, minutes)).Where(slot => slot.CourtId == opening.CourtId).Select(slot => slot.Start);
        shown.ShouldBe(expected, where);
    }

    private bool IsFree(List<Known> known, Slot wish) =>
        known.TrueForAll(one => StatusOf(one) is "cancelled" or "expired" || one.Slot.End <= wish.Start || one.Slot.Start >= wish.End);

    private string StatusOf(Known one) => one.Status == "pending" && one.HoldEnds <= platform.Clock.Now ? "expired" : one.Status;
}
