using System.Net;
using PadelSaaS.Tests.Booking.Closures;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Notifications;

namespace PadelSaaS.Tests.Booking.Promos;

/// <summary>What becomes of a code and of a price that can be made again when the club takes the court away, and what the mail says of them.</summary>
public sealed class PromoClosureTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_closure_gives_the_use_back_and_undone_takes_it_again()
    {
        var codes = await Codes.OfAsync(platform);
        await codes.AddAsync(new { code = "CLOSED", percentBasisPoints = 1000 });
        var owner = await platform.OwnerAsync();
        var slot = await owner.SlotAsync("2026-12-01", "18:00");
        var (id, guest, _) = await codes.HeldAsync(slot, "CLOSED");
        (await guest.ConfirmAsync(id)).Status.ShouldBe(HttpStatusCode.OK);

        var closed = await owner.ClosedAsync([slot.CourtId], slot.Start, slot.End, id);
        (await codes.UsesAsync("CLOSED")).ShouldBe((0, 0, 0));
        (await owner.PostAsync($"/api/v1/venues/{await owner.VenueAsync()}/closures/{closed}/undo", new { })).Status.ShouldBe(HttpStatusCode.OK);
        (await codes.UsesAsync("CLOSED")).ShouldBe((1, 1, 1));
    }

    [Fact]
    public async Task A_rehoused_booking_keeps_its_price_and_says_how_it_came_about()
    {
        var codes = await Codes.OfAsync(platform);
        await codes.AddAsync(new { code = "MOVED", percentBasisPoints = 5000 });
        var owner = await platform.OwnerAsync();
        var slot = await owner.SlotAsync("2026-12-02", "18:00");
        var (id, guest, held) = await codes.HeldAsync(slot, "MOVED");
        (await guest.ConfirmAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
        // Agreed for less than any court costs with the code today: the price is kept with its reason.
        var (before, wasEqual) = await PriceAsync(owner, id);
        wasEqual.ShouldBeTrue();
        var place = (await owner.PreviewAsync([slot.CourtId], slot.Start, slot.End)).Json["inTheWay"]![0]!["places"]![0]!;
        ((long)place["price"]!["amountMinor"]!).ShouldBe((long)held["price"]!["amountMinor"]!);

        var closed = await owner.PostAsync($"/api/v1/venues/{await owner.VenueAsync()}/closures", new
        {
            courtIds = new[] { slot.CourtId },
            start = slot.Start,
            end = slot.End,
            reason = "maintenance",
            decisions = new[] { new { bookingId = id, decision = "move", courtId = (Guid)place["courtId"]!, start = (DateTimeOffset)place["start"]! } },
        });
        closed.Status.ShouldBe(HttpStatusCode.Created, closed.Body);

        (await PriceAsync(owner, id)).ShouldBe((before, true));
        (await codes.UsesAsync("MOVED")).ShouldBe((1, 1, 1));
    }

    [Fact]
    public async Task The_confirmation_names_court_code_and_tax()
    {
        var codes = await Codes.OfAsync(platform);
        await codes.AddAsync(new { code = "MAILED", percentBasisPoints = 1000 });
        var slot = await platform.InMadrid().SlotAsync("2026-12-03", "10:00");
        var (id, guest, held) = await codes.HeldAsync(slot, "MAILED", "Mila");
        (await guest.ConfirmAsync(id)).Status.ShouldBe(HttpStatusCode.OK);
        await platform.SettleAsync();

        var (text, html) = (await platform.NewestMailAsync("mila@example.test", "text"), WebUtility.HtmlDecode(await platform.NewestMailAsync("mila@example.test", "html")));
        foreach (var said in (string[])[(string)held["priceLines"]![0]!["name"]!, "Code MAILED"])
        {
            text.ShouldContain(said);
            html.ShouldContain(said);
        }
    }

    private static async Task<(long Agreed, bool Equal)> PriceAsync(Player owner, Guid id)
    {
        var answer = await owner.Visitor.JsonAsync($"/api/v1/bookings/{id}/price");
        return ((long)answer["agreed"]!["amountMinor"]!, (bool)answer["equal"]!);
    }
}
