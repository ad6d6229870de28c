using System.Net;
using PadelSaaS.Tests.Booking.Closures;
using PadelSaaS.Tests.Booking.Series;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking.Lessons;

/// <summary>A lesson takes a court, a coach and a group, and none of the three twice.</summary>
public sealed class LessonTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_coach_is_never_in_two_places_however_many_plan_at_once()
    {
        var (desk, coach) = (await platform.DeskAsync(), await platform.CoachAsync("player@madrid.test"));
        var courts = new List<Guid>();
        for (var at = 0; at < 3; at++) courts.Add(await desk.CourtAsync(at));
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(at => desk.PostAsync("/api/v1/lessons", Teaching.Wish(courts[at % 3], coach, "2026-12-07", "10:00"))));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Slug == "lesson_conflicts" || answer.Slug == "lesson_changed");
        // Half over the lesson on another court: the coach is the cause. On the same court, with somebody else: the court is.
        var other = courts.First(court => (Guid)answers.First(answer => answer.Status == HttpStatusCode.Created).Json["lessons"]![0]!["courtId"]! != court);
        (await desk.PostAsync("/api/v1/lessons", Teaching.Wish(other, coach, "2026-12-07", "10:30"))).DateStates().ShouldBe(["coach_taken"]);
        var rival = await platform.CoachAsync("desk@madrid.test");
        var same = (Guid)answers.First(answer => answer.Status == HttpStatusCode.Created).Json["lessons"]![0]!["courtId"]!;
        (await desk.PostAsync("/api/v1/lessons", Teaching.Wish(same, rival, "2026-12-07", "10:30"))).DateStates().ShouldBe(["court_taken"]);
        (await platform.OverlapsAsync("madrid")).ShouldBe(0);
    }

    [Fact]
    public async Task The_database_itself_keeps_a_coach_from_two_courts_and_gives_time_for_the_way()
    {
        var (desk, coach) = (await platform.DeskAsync(), await platform.CoachAsync("player@madrid.test"));
        var lesson = await desk.LessonAsync(coach, "2026-12-08", "10:00");
        Task CopyAsync(string venue, string starts) => platform.ExecuteAsync("madrid", $"""
            insert into bookings (id, venue_id, court_id, starts_at, ends_at, occupies, zone, status, booking_type, guest_name, language, total_amount_minor, currency, price_lines, cancellation_tiers, source, created_at, updated_at, coach_id, coach_until)
            select gen_random_uuid(), {venue}, gen_random_uuid(), {starts}, {starts} + interval '1 hour', tstzrange({starts}, {starts} + interval '1 hour'), zone, status, booking_type, guest_name, language, 0, currency, '[]', '[]', 'desk', created_at, updated_at, coach_id, {starts} + interval '90 minutes'
            from bookings where id = '{lesson}'
            """);
        (await Should.ThrowAsync<Npgsql.PostgresException>(() => CopyAsync("venue_id", "starts_at + interval '30 minutes'"))).ConstraintName.ShouldBe("no_coach_in_two_places");
        (await Should.ThrowAsync<Npgsql.PostgresException>(() => CopyAsync("gen_random_uuid()", "starts_at + interval '100 minutes'"))).ConstraintName.ShouldBe("no_coach_without_the_way");
        await CopyAsync("venue_id", "starts_at + interval '100 minutes'");
    }

    [Fact]
    public async Task The_last_place_goes_to_one_of_twenty()
    {
        var (desk, coach) = (await platform.DeskAsync(), await platform.CoachAsync("player@madrid.test"));
        var lesson = await desk.LessonAsync(coach, "2026-12-09", "10:00", most: 2);
        (await platform.TakePlaceAsync(lesson, "Early")).Status.ShouldBe(HttpStatusCode.Created);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(at => platform.TakePlaceAsync(lesson, $"Racer{at}")));
        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Slug == "lesson_full");
        (await platform.ScalarAsync<long>("madrid", $"select count(*) from lesson_places where lesson_id = '{lesson}' and status = 'booked'")).ShouldBe(2);
        ((int)(await desk.Visitor.JsonAsync($"/api/v1/lessons/{lesson}"))["free"]!).ShouldBe(0);
    }

    [Fact]
    public async Task A_guest_takes_a_place_once_gives_it_back_by_the_key_and_not_after_the_deadline()
    {
        var (desk, coach) = (await platform.DeskAsync(), await platform.CoachAsync("player@madrid.test"));
        var lesson = await desk.LessonAsync(coach, "2026-12-10", "10:00", title: "Lobs");
        var taken = await platform.TakePlaceAsync(lesson, "Greta");
        taken.Status.ShouldBe(HttpStatusCode.Created, taken.Body);
        (await platform.TakePlaceAsync(lesson, "Greta")).Slug.ShouldBe("has_place");
        await platform.SettleAsync();
        (await platform.MailsAsync("greta@example.test", "lesson_booked")).ShouldBe(1);

        var guest = platform.InMadrid();
        var place = $"/api/v1/lessons/places/{(Guid)taken.Json["id"]!}";
        (await guest.Visitor.GetAsync(place)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await guest.PostAsync($"{place}/leave", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        guest.Visitor.Headers["X-Booking-Key"] = (string)taken.Json["accessKey"]!;
        ((bool)(await guest.Visitor.JsonAsync(place))["mayLeave"]!).ShouldBeTrue();
        (await guest.PostAsync($"{place}/leave", new { })).Status.ShouldBe(HttpStatusCode.NoContent);
        ((int)(await desk.Visitor.JsonAsync($"/api/v1/lessons/{lesson}"))["free"]!).ShouldBe(4);

        var again = await platform.TakePlaceAsync(lesson, "Greta");
        guest.Visitor.Headers["X-Booking-Key"] = (string)again.Json["accessKey"]!;
        try
        {
            platform.Clock.Now = (DateTimeOffset)again.Json["lesson"]!["decideAt"]! + TimeSpan.FromMinutes(1);
            await platform.SettleAsync();
            (await guest.PostAsync($"/api/v1/lessons/places/{(Guid)again.Json["id"]!}/leave", new { })).Slug.ShouldBe("too_late_to_leave");
        }
        finally
        {
            platform.Clock.Now = FakeClock.Start;
        }
    }

    [Fact]
    public async Task With_too_few_at_the_deadline_a_lesson_is_cancelled_and_its_court_is_free_again()
    {
        var (desk, coach) = (await platform.DeskAsync(), await platform.CoachAsync("player@madrid.test"));
        var (few, enough) = (await desk.LessonAsync(coach, "2026-12-11", "10:00", least: 2), await desk.LessonAsync(coach, "2026-12-11", "11:30", least: 2));
        foreach (var (lesson, name) in ((Guid, string)[])[(few, "Lonely"), (enough, "Anna"), (enough, "Bea")])
            (await platform.TakePlaceAsync(lesson, name)).Status.ShouldBe(HttpStatusCode.Created);
        var deadline = (DateTimeOffset)(await desk.Visitor.JsonAsync($"/api/v1/lessons/{enough}"))["decideAt"]!;
        try
        {
            platform.Clock.Now = deadline;
            await platform.SettleAsync();
            desk = await platform.DeskAsync();
            var cancelled = await desk.Visitor.JsonAsync($"/api/v1/lessons/{few}");
            ((string)cancelled["status"]!, (string)cancelled["cancelledBy"]!).ShouldBe(("cancelled", "too_few"));
            ((string)(await desk.Visitor.JsonAsync($"/api/v1/lessons/{enough}"))["status"]!).ShouldBe("planned");
            (await platform.MailsAsync("lonely@example.test", "lesson_cancelled")).ShouldBe(1);
            (await platform.MailsAsync("anna@example.test", "lesson_cancelled")).ShouldBe(0);
            (await platform.TakePlaceAsync(few, "Late")).Slug.ShouldBe("lesson_cancelled");
            await desk.LessonAsync(coach, "2026-12-11", "10:00");
        }
        finally
        {
            platform.Clock.Now = FakeClock.Start;
        }
    }

    [Fact]
    public async Task A_course_keeps_the_wall_clock_over_the_change_of_the_clocks_and_is_planned_whole_or_not_at_all()
    {
        try
        {
            platform.Clock.Now = DateTimeOffset.Parse("2027-10-01T09:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
            var (desk, coach, court) = (await platform.DeskAsync(), await platform.CoachAsync("player@madrid.test"), await (await platform.DeskAsync()).CourtAsync());
            var course = await desk.PlannedAsync(Teaching.Wish(court, coach, "2027-10-19", "18:00", times: 4));
            course.Select(lesson => ((string)lesson["startLocal"]!)[11..16]).ShouldBe(["18:00", "18:00", "18:00", "18:00"]);
            ((string)course[0]["startLocal"]!).ShouldEndWith("+02:00");
            ((string)course[^1]["startLocal"]!).ShouldEndWith("+01:00");
            course.Select(lesson => (Guid)lesson["courseId"]!).Distinct().ShouldHaveSingleItem();

            var half = await desk.PostAsync("/api/v1/lessons", Teaching.Wish(court, coach, "2027-10-12", "18:00", times: 3, title: "Never"));
            half.Slug.ShouldBe("lesson_conflicts");
            half.DateStates().ShouldBe(["free", "court_taken", "court_taken"]);
            (await platform.ScalarAsync<long>("madrid", "select count(*) from lessons where title = 'Never'")).ShouldBe(0);
        }
        finally
        {
            platform.Clock.Now = FakeClock.Start;
        }
    }

    [Fact]
    public async Task Outside_the_coachs_hours_is_a_no_that_staff_set_aside_with_a_reason()
    {
        var (desk, coach, court) = (await platform.DeskAsync(), await platform.CoachAsync("owner@madrid.test"), await (await platform.DeskAsync()).CourtAsync(1));
        var hours = new { weekly = new[] { new { weekday = 1, from = "09:00", to = "14:30" } }, exceptions = new[] { new { date = "2026-12-14" } } };
        using (var put = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/coaches/{coach}/availability") { Content = System.Net.Http.Json.JsonContent.Create(hours) })
            (await desk.Visitor.SendAsync(put)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var wish = Teaching.Wish(court, coach, "2026-11-30", "13:00", times: 3);
        (await desk.PostAsync("/api/v1/lessons/preview", wish)).DateStates().ShouldBe(["free", "free", "coach_away"]);
        (await desk.PostAsync("/api/v1/lessons", Teaching.Wish(court, coach, "2026-11-30", "13:30"))).DateStates().ShouldBe(["coach_away"]);
        await desk.PlannedAsync(Teaching.Wish(court, coach, "2026-11-30", "13:00", times: 3, reason: "She agreed on the phone"));
        (await platform.ScalarAsync<long>("madrid", "select count(*) from booking_history where detail->>'hoursSetAside' = 'She agreed on the phone'")).ShouldBe(1);
    }

    [Fact]
    public async Task Ids_of_another_club_and_lessons_as_bookings_do_not_exist_and_players_plan_nothing()
    {
        var (desk, coach) = (await platform.DeskAsync(), await platform.CoachAsync("player@madrid.test"));
        var lesson = await desk.LessonAsync(coach, "2026-12-15", "10:00");
        var abroad = platform.InLahore();
        (await abroad.Visitor.GetAsync($"/api/v1/lessons/{lesson}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await abroad.PostAsync($"/api/v1/lessons/{lesson}/places", new { name = "A", email = "a@example.test" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await abroad.Visitor.GetAsync($"/lessons/{lesson}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await desk.PostAsync("/api/v1/lessons", Teaching.Wish(await desk.CourtAsync(), Guid.CreateVersion7(), "2026-12-16", "10:00"))).Status.ShouldBe(HttpStatusCode.NotFound);
        // A lesson is nobody's booking: it is neither seen nor cancelled as one.
        (await desk.SeeAsync(lesson)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await desk.CancelAsync(lesson)).Status.ShouldBe(HttpStatusCode.NotFound);
        var court = await desk.CourtAsync();
        (await platform.InMadrid().FreeAsync("2026-12-15")).ShouldNotContain(slot => slot.StartLocal.Contains("T10:00", StringComparison.Ordinal) && slot.CourtId == court);
        var player = await platform.InMadrid().SignInAsync("player@madrid.test");
        (await player.PostAsync("/api/v1/lessons", Teaching.Wish(await desk.CourtAsync(), coach, "2026-12-16", "10:00"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await platform.InMadrid().PostAsync($"/api/v1/lessons/{lesson}/cancel", new { })).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
