using System.Net;
using PadelSaaS.Booking.Waitlist;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking.Waitlist;

public sealed class OfferDeadlineTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    // Hard case 25.
    [Fact]
    public async Task A_waitlist_offer_has_a_deadline_that_shrinks_towards_the_start_and_is_never_sent_after_it()
    {
        var start = platform.Clock.GetUtcNow().AddDays(3);
        OfferDeadline.Of(start.AddDays(-2), start).ShouldBe(start.AddDays(-2).AddMinutes(30));
        OfferDeadline.Of(start.AddMinutes(-60), start).ShouldBe(start.AddMinutes(-45));
        OfferDeadline.Of(start.AddMinutes(-20), start).ShouldBe(start.AddMinutes(-15));
        OfferDeadline.Of(start.AddMinutes(-5), start).ShouldBe(start);
        OfferDeadline.Of(start.AddMinutes(-4), start).ShouldBeNull();
        OfferDeadline.Of(start.AddMinutes(1), start).ShouldBeNull();

        // Freed when it is too late for anybody: no offer, no mail, and the waiting ends by itself.
        var owners = await platform.FillAsync("2026-11-27", "14:00", "15:30");
        var waiting = await platform.JoinAsync("Toolate", "2026-11-27", "14:00", "14:00");
        platform.Clock.Now = owners[0].Start.AddMinutes(-2);
        (await owners[0].Player.CancelAsync(owners[0].Id)).Status.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();
        (await platform.MailsAsync("toolate@example.test")).ShouldBe(0);
        platform.Clock.Now = owners[0].Start;
        await platform.SettleAsync();
        ((string)(await waiting.SeeAsync())["status"]!).ShouldBe("ended");
    }
}
