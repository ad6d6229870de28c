using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking;

/// <summary>Hard case 17: another process changed the rules between showing and holding. The hold decides by the new ones.</summary>
public sealed class RuleChangeTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Theory]
    [InlineData("madrid", 3000)]
    [InlineData("madrid", 1800)]
    [InlineData("lahore", 900_000)]
    public async Task The_price_of_a_hold_is_the_price_of_its_moment(string slug, int perHour)
    {
        var player = new Player(platform.At($"{slug}.localhost"));
        var shown = (await player.FreeAsync("2026-11-28"))[0];
        await platform.ChangeRulesAsync(slug, $$"""update price_versions set content = jsonb_set(content, '{prices,0,perHour}', '{{perHour}}')""");

        var held = await player.HoldAsync(shown);

        held.Status.ShouldBe(HttpStatusCode.Created);
        ((long)held.Json["price"]!["amountMinor"]!).ShouldBe(perHour * 3 / 2);
        (await player.FreeAsync("2026-11-28"))[0].Price.ShouldBe(perHour * 3 / 2);
    }

    [Theory]
    [InlineData("update opening_hours set opens = '10:00', length_minutes = 780", "09:00", "slot_not_offered")]
    [InlineData("update venues set lead_minutes = 6000", "17:00", "slot_not_offered")]
    [InlineData("update venues set durations_minutes = '{60}'", "15:00", "slot_not_offered")]
    [InlineData("update venues set horizon_days = 1", "19:00", "too_far_ahead")]
    public async Task A_time_that_is_offered_no_more_is_refused_though_it_was_shown(string change, string time, string reason)
    {
        var player = platform.InMadrid();
        var shown = await player.SlotAsync("2026-11-27", time);
        await platform.ChangeRulesAsync("madrid", change);
        try
        {
            (await player.HoldAsync(shown)).Slug.ShouldBe(reason);
        }
        finally
        {
            await platform.ChangeRulesAsync("madrid", "update opening_hours set opens = '09:00', length_minutes = 840; update venues set lead_minutes = 0, durations_minutes = '{60,90,120}', horizon_days = 14");
            platform.Services.GetRequiredService<Cached>().DropAll();
        }
        (await player.HoldAsync(shown)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_booking_keeps_the_price_and_the_cancellation_it_was_made_under()
    {
        var player = platform.InMadrid();
        var id = await player.HeldAsync(await player.SlotAsync("2026-11-29", "12:00"));
        var before = (await player.SeeAsync(id)).Json;
        await platform.ChangeRulesAsync("madrid", "update price_versions set content = replace(content::text, '\"perHour\": ', '\"perHour\": 2')::jsonb; update venues set cancellation = '[]'");
        try
        {
            var after = (await player.ConfirmAsync(id)).Json;
            ((long)after["price"]!["amountMinor"]!).ShouldBe((long)before["price"]!["amountMinor"]!);
            ((string)after["freeCancellationUntil"]!).ShouldBe((string)before["freeCancellationUntil"]!);
        }
        finally
        {
            await platform.ChangeRulesAsync("madrid", "update price_versions set content = replace(content::text, '\"perHour\": 2', '\"perHour\": ')::jsonb");
            platform.Services.GetRequiredService<Cached>().DropAll();
        }
    }
}
