using System.Net;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Payments;

namespace PadelSaaS.Tests.Booking;

/// <summary>Hard case 6: notice is time that passes, and what comes back is decided to the second, once.</summary>
public sealed class CancelTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private readonly Checkout madrid = new(platform, "madrid");

    [Theory]
    [InlineData(-24 * 3600, 10_000)]
    [InlineData((-24 * 3600) + 1, 5000)]
    [InlineData(-12 * 3600, 5000)]
    [InlineData((-12 * 3600) + 1, 0)]
    [InlineData(-1, 0)]
    public async Task What_comes_back_is_decided_by_the_notice_to_the_second(int secondsFromStart, int basisPoints)
    {
        var held = await madrid.PaidAsync();
        platform.Clock.Now = held.Start.AddSeconds(secondsFromStart);

        var answer = await madrid.CancelAsync(held);

        var due = held.PriceMinor * basisPoints / 10_000;
        ((long)answer["refund"]!["amountMinor"]!).ShouldBe(due);
        platform.Clock.Advance(TimeSpan.FromHours(1));
        var again = await madrid.CancelAsync(held);
        ((long)again["refund"]!["amountMinor"]!).ShouldBe(due, "cancelling twice is cancelling once");
        await platform.SettleAsync();
        (await madrid.ToldAsync(held, "BOOKING_CANCELLED")).ShouldBe(1);
        (await madrid.GivenBackAsync(held)).ShouldBe(due);
        (await MailsAsync(held, "booking_cancelled")).ShouldBe(1);
    }

    [Fact]
    public async Task What_has_begun_is_not_cancelled_by_its_player_but_by_the_club()
    {
        var player = platform.InMadrid();
        var slot = (await player.FreeAsync(platform.Clock.Now.AddDays(2).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)))[0];
        var id = await player.HeldAsync(slot);
        await player.ConfirmAsync(id);
        platform.Clock.Now = slot.Start;

        (await player.CancelAsync(id)).Slug.ShouldBe("already_started");
        (await player.StatusAsync(id)).ShouldBe("confirmed");
        (await (await platform.InMadrid().SignInAsync("desk@madrid.test")).CancelAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
        (await platform.FactsAsync("BOOKING_CANCELLED", id)).ShouldBe(1);
    }

    [Fact]
    public async Task Twenty_cancellations_at_once_and_a_confirmation_among_them_are_told_once()
    {
        for (var round = 0; round < 5; round++)
        {
            var player = platform.InMadrid();
            var id = await player.HeldAsync((await player.FreeAsync(platform.Clock.Now.AddDays(4).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)))[0]);
            var confirming = player.ConfirmAsync(id);
            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => player.CancelAsync(id)));

            answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
            var confirmed = (await confirming).Status == HttpStatusCode.OK;
            (await player.StatusAsync(id)).ShouldBe("cancelled");
            (await platform.FactsAsync("BOOKING_CANCELLED", id)).ShouldBe(1);
            (await platform.FactsAsync("BOOKING_CONFIRMED", id)).ShouldBe(confirmed ? 1 : 0);
            (await platform.ScalarAsync<bool>("madrid", $"select (payload->>'wasConfirmed')::boolean from platform.outbox where event_type = 'BOOKING_CANCELLED' and aggregate = '{id}'")).ShouldBe(confirmed);
        }
    }

    private Task<long> MailsAsync(Held held, string kind) =>
        platform.ScalarAsync<long>("madrid", $"select count(*) from notification_logs where type = 'email' and booking_id = '{held.BookingId}' and template = '{kind}'");
}
