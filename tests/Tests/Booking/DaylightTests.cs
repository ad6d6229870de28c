using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking;

/// <summary>Hard case 2: a night has 23 or 25 hours, a time may not exist or exist twice, a price is for minutes that pass.</summary>
public sealed class DaylightTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task On_the_nights_the_clocks_change_every_hour_that_passes_is_sold_once()
    {
        await platform.ChangeRulesAsync("madrid", "update opening_hours set opens = '22:00', length_minutes = 480 where weekday = 6");
        platform.Services.GetRequiredService<Cached>().DropAll();

        platform.Clock.Now = new DateTimeOffset(2026, 10, 20, 9, 0, 0, TimeSpan.Zero);
        var autumn = await NightAsync("2026-10-24");
        autumn.Count.ShouldBe(17);
        autumn.Where(slot => slot.StartLocal.Contains("T02:30")).Select(slot => slot.StartLocal)
            .ShouldBe(["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]);
        foreach (var slot in autumn.Where(slot => slot.StartLocal.Contains("T02:30")))
            (await platform.InMadrid().HoldAsync(slot)).Status.ShouldBe(HttpStatusCode.Created);

        platform.Clock.Now = new DateTimeOffset(2027, 3, 20, 9, 0, 0, TimeSpan.Zero);
        var spring = await NightAsync("2027-03-27");
        spring.Count.ShouldBe(13);
        spring.ShouldAllBe(slot => !slot.StartLocal.Contains("T02:"));
        (await platform.InMadrid().HoldAsync(spring.First(slot => slot.StartLocal == "2027-03-28T01:30:00+01:00"))).Json["price"]!["amountMinor"]!.GetValue<long>().ShouldBe(2400);
    }

    [Theory]
    [InlineData("2026-10-20", "2026-10-25", "2026-10-25T09:00:00+01:00")]
    [InlineData("2027-03-20", "2027-03-28", "2027-03-28T09:00:00+02:00")]
    public async Task The_day_after_the_change_opens_at_nine_by_the_wall_clock(string today, string sunday, string opens)
    {
        platform.Clock.Now = DateTimeOffset.Parse($"{today}T09:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        var free = await platform.InMadrid().FreeAsync(sunday);
        free[0].StartLocal.ShouldBe(opens);
        free.Count.ShouldBe(3 * 26);
        (await platform.InMadrid().HoldAsync(free[0])).Status.ShouldBe(HttpStatusCode.Created);
    }

    // The first court's hours of an evening, at 24.00 an hour whatever the clocks do.
    private async Task<List<Slot>> NightAsync(string date)
    {
        var all = await platform.InMadrid().FreeAsync(date, 60);
        all.ShouldAllBe(slot => slot.Price == 2400);
        return [.. all.Where(slot => slot.CourtId == all[0].CourtId)];
    }
}
