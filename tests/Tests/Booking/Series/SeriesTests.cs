using System.Net;
using PadelSaaS.Tests.Booking.Closures;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Notifications;

namespace PadelSaaS.Tests.Booking.Series;

/// <summary>A court every week: hard case 3, and 8 for many dates at once.</summary>
public sealed class SeriesTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Theory]
    [InlineData("2027-03-02", "2027-02-20T09:00:00Z", "+01:00", "+02:00")]
    [InlineData("2027-10-05", "2027-09-20T09:00:00Z", "+02:00", "+01:00")]
    public async Task Hard_case_3_a_player_books_over_the_change_of_the_clocks_and_every_date_has_the_same_wall_clock(string first, string now, string before, string after)
    {
        try
        {
            platform.Clock.Now = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture);
            var player = await platform.InMadrid().SignInAsync("player@madrid.test");
            var wish = SeriesBooking.Wish(await player.CourtAsync(), first, "18:00", 8);
            var preview = await player.PreviewSeriesAsync(wish);
            preview.Status.ShouldBe(HttpStatusCode.OK, preview.Body);
            preview.States().ShouldAllBe(state => state == "free");

            var series = await player.BookedSeriesAsync(wish);
            var dates = series.Dates();
            dates.Count.ShouldBe(8);
            dates.ShouldAllBe(date => date.Wall() == "18:00");
            ((string)dates[0]["startLocal"]!).ShouldEndWith(before);
            ((string)dates[^1]["startLocal"]!).ShouldEndWith(after);
            dates.Select(date => (long)date["price"]!["amountMinor"]!).Distinct().ShouldHaveSingleItem().ShouldBe(6000);
            dates.ShouldAllBe(date => (string)date["type"]! == "series" && (string)date["status"]! == "confirmed" && (Guid)date["seriesId"]! == (Guid)series["id"]!);
        }
        finally
        {
            platform.Clock.Now = FakeClock.Start;
        }
    }

    [Fact]
    public async Task Hard_case_3_all_dates_are_checked_and_each_conflict_has_its_reason_and_alternatives()
    {
        var desk = await platform.DeskAsync();
        var court = await desk.CourtAsync();
        var wish = SeriesBooking.Wish(court, "2026-11-26", "10:00", 10);
        var third = await platform.InMadrid().SlotAsync("2026-12-03", "10:30");
        await platform.InMadrid().HeldAsync(third);
        await desk.BookedSeriesAsync(SeriesBooking.Wish(court, "2027-01-14", "09:00", 1, name: "Rival"));
        await (await platform.OwnerAsync()).ClosedAsync([court], third.Start.AddDays(14), third.Start.AddDays(14).AddHours(1));

        var preview = await desk.PreviewSeriesAsync(wish);
        preview.States().ShouldBe(["free", "taken", "free", "closed", "free", "free", "free", "taken", "free", "free"]);
        var lost = preview.Json.Dates()[1];
        var first = lost["alternatives"]![0]!;
        ((DateTimeOffset)first["start"]!).ShouldBe((DateTimeOffset)lost["start"]!);
        ((Guid)first["courtId"]!).ShouldNotBe(court);

        var refused = await desk.BookSeriesAsync(wish);
        refused.Slug.ShouldBe("series_conflicts");
        refused.States().ShouldBe(preview.States());
        (await platform.CountAsync("guest_name = 'Sergio' and series_id is not null and starts_at::date in ('2026-11-26', '2026-12-10')")).ShouldBe(0);

        var decided = SeriesBooking.Wish(court, "2026-11-26", "10:00", 10, choices:
        [
            new { date = "2026-12-03", courtId = (Guid)first["courtId"]!, start = (DateTimeOffset)first["start"]! },
            new { date = "2026-12-17" },
            new { date = "2027-01-14" },
        ]);
        (await desk.PreviewSeriesAsync(decided)).Json.Dates().Select(date => (string)date["choice"]!).ShouldBe(["take", "instead", "take", "skip", "take", "take", "take", "skip", "take", "take"]);
        var booked = (await desk.BookedSeriesAsync(decided)).Dates();
        booked.Count.ShouldBe(8);
        ((Guid)booked[1]["courtId"]!).ShouldBe((Guid)first["courtId"]!);
        (await platform.OverlapsAsync("madrid")).ShouldBe(0);
    }

    [Fact]
    public async Task Hard_case_8_of_two_who_want_the_same_weeks_one_gets_all_and_the_other_the_list()
    {
        var desks = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => platform.DeskAsync()));
        var court = await desks[0].CourtAsync(1);
        // Each begins in another week, so that none can win by being first with all of them.
        var answers = await Task.WhenAll(desks.Select((desk, at) => desk.BookSeriesAsync(SeriesBooking.Wish(court, $"2027-01-{4 + (7 * at):00}", "12:00", 20, name: $"Team{at}"))));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        foreach (var lost in answers.Where(answer => answer.Status != HttpStatusCode.Created))
        {
            lost.Slug.ShouldBe("series_conflicts", lost.Body);
            lost.States().Count(state => state == "taken").ShouldBeGreaterThan(10);
        }
        (await platform.CountAsync($"court_id = '{court}' and series_id is not null and guest_name like 'Team%'")).ShouldBe(20);
        (await platform.OverlapsAsync("madrid")).ShouldBe(0);
    }

    [Fact]
    public async Task Hard_case_8_single_bookings_race_a_series_and_nobody_gets_half()
    {
        var desk = await platform.DeskAsync();
        var slots = new List<Slot>();
        foreach (var date in new[] { "2026-11-29", "2026-12-06" }) slots.Add(await desk.SlotAsync(date, "19:00", court: 2));
        var wish = SeriesBooking.Wish(slots[0].CourtId, "2026-11-29", "19:00", 12, name: "Racers");

        var series = desk.BookSeriesAsync(wish);
        var singles = await Task.WhenAll(slots.SelectMany(slot => Enumerable.Range(0, 5).Select(_ => platform.InMadrid().HoldAsync(slot))));
        var answer = await series;

        var held = singles.Count(one => one.Status == HttpStatusCode.Created);
        var booked = await platform.CountAsync("guest_name = 'Racers'");
        (booked, answer.Status == HttpStatusCode.Created).ShouldBe(held == 0 ? (12, true) : (0, false), answer.Body);
        // What is marked is what was taken when the series lost: a second hold may follow it.
        if (held > 0) answer.States().Count(state => state == "taken").ShouldBeInRange(1, held);
        (await platform.OverlapsAsync("madrid")).ShouldBe(0);
    }

    [Fact]
    public async Task A_year_of_dates_takes_as_many_round_trips_as_two_weeks()
    {
        var desk = await platform.DeskAsync();
        var court = await desk.CourtAsync();
        var wish = SeriesBooking.Wish(court, "2026-11-30", "13:00", 52, name: "Yearly");
        (await desk.BookedSeriesAsync(wish)).Dates().Count.ShouldBe(52);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from platform.outbox o join bookings b on b.id = o.aggregate where o.event_type = 'BOOKING_CONFIRMED' and b.guest_name = 'Yearly'")).ShouldBe(52);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from booking_history h join bookings b on b.id = h.booking_id where h.act = 'series_booked' and b.guest_name = 'Yearly'")).ShouldBe(52);

        var tooLong = await desk.PreviewSeriesAsync(SeriesBooking.Wish(court, "2026-11-30", "13:00", 54));
        tooLong.Slug.ShouldBe("malformed");
        tooLong.Body.ShouldContain("A series lasts a year at the most.");
    }

    [Fact]
    public async Task Players_book_as_many_weeks_ahead_as_the_club_says_and_only_there()
    {
        var player = await platform.InMadrid().SignInAsync("player@madrid.test");
        var preview = await player.PreviewSeriesAsync(SeriesBooking.Wish(await player.CourtAsync(2), "2026-12-01", "11:00", 34));
        preview.States().Count(state => state == "free").ShouldBe(30);
        preview.States().TakeLast(4).ShouldAllBe(state => state == "beyond_limit");

        await platform.ChangeRulesAsync("madrid", "update venues set player_series_weeks = 0");
        try
        {
            // Memory still allows it; the database that writes does not.
            (await player.BookSeriesAsync(SeriesBooking.Wish(await player.CourtAsync(2), "2026-12-01", "11:00", 4))).Slug.ShouldBe("series_not_offered");
        }
        finally
        {
            await platform.ChangeRulesAsync("madrid", "update venues set player_series_weeks = 30");
        }
        (await platform.InMadrid().PreviewSeriesAsync(SeriesBooking.Wish(Guid.CreateVersion7(FakeClock.Start), "2026-12-01", "11:00", 4))).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_repeated_request_is_answered_as_the_first_and_books_once()
    {
        var desk = await platform.DeskAsync();
        var wish = SeriesBooking.Wish(await desk.CourtAsync(), "2026-12-05", "20:00", 5, name: "Twice");
        var answers = await Task.WhenAll(desk.BookSeriesAsync(wish, "series-1"), desk.BookSeriesAsync(wish, "series-1"));
        (await desk.BookSeriesAsync(wish, "series-1")).Body.ShouldBe(answers.First(answer => answer.Status == HttpStatusCode.Created).Body);
        (await desk.BookSeriesAsync(SeriesBooking.Wish(await desk.CourtAsync(), "2026-12-05", "20:00", 6), "series-1")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await platform.CountAsync("guest_name = 'Twice'")).ShouldBe(5);
    }

    [Fact]
    public async Task Hard_case_17_a_sum_that_rose_is_asked_about_again()
    {
        var desk = await platform.DeskAsync();
        var court = await desk.CourtAsync(1);
        (await desk.BookSeriesAsync(SeriesBooking.Wish(court, "2026-12-06", "09:00", 3, quoted: 1000))).Slug.ShouldBe("price_changed");
        (await desk.BookSeriesAsync(SeriesBooking.Wish(court, "2026-12-06", "09:00", 3, quoted: 3 * 3600))).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task One_mail_tells_all_dates_and_its_calendar_file_holds_each_at_its_instant()
    {
        var desk = await platform.DeskAsync();
        var series = await desk.BookedSeriesAsync(SeriesBooking.Wish(await desk.CourtAsync(2), "2027-03-15", "17:00", 4, name: "Mailed"));
        await platform.SettleAsync();

        (await platform.ScalarAsync<long>("madrid", "select count(*) from platform.dev_mails where recipient = 'mailed@example.test'")).ShouldBe(1);
        var file = await platform.NewestMailAsync("mailed@example.test", "attachment");
        file.Split("BEGIN:VEVENT").Length.ShouldBe(5);
        // 17:00 in Madrid is 16:00 UTC before 28 March, and 15:00 after it.
        foreach (var at in new[] { "20270315T160000Z", "20270322T160000Z", "20270329T150000Z", "20270405T150000Z" }) file.ShouldContain($"DTSTART:{at}");
        foreach (var date in series.Dates()) file.ShouldContain($"UID:{(Guid)date["id"]!}@padelsaas");
        (await platform.NewestMailAsync("mailed@example.test", "text")).ShouldContain("17:00–18:30");
    }

    [Fact]
    public async Task A_series_is_seen_by_its_player_staff_and_the_guest_with_the_key_and_by_nobody_else()
    {
        var desk = await platform.DeskAsync();
        var series = await desk.BookedSeriesAsync(SeriesBooking.Wish(await desk.CourtAsync(1), "2026-12-02", "21:00", 2, name: "Secret"));
        var path = $"/api/v1/series/{(Guid)series["id"]!}";
        (await desk.Visitor.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var guest = platform.Madrid();
        (await guest.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        guest.Headers["X-Booking-Key"] = (string)series["accessKey"]!;
        (await guest.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var stranger = platform.Lahore();
        stranger.Headers["X-Booking-Key"] = (string)series["accessKey"]!;
        (await stranger.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await platform.InMadrid().SignInAsync("player@madrid.test")).Visitor.GetAsync($"/api/v1/desk/series?venueId={await desk.VenueAsync()}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
