using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Booking.Lessons;

/// <summary>What a pupil has and had, in one place; and what a guest took joins the account that proves the address.</summary>
public sealed class MyLessonTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_pupil_sees_lessons_to_come_and_over_among_the_bookings_and_gives_a_place_back_there()
    {
        platform.Clock.Now = FakeClock.Start;
        var coach = await platform.CoachAsync("owner@madrid.test");
        var desk = await platform.InMadrid().SignInAsync("desk@madrid.test");
        var soon = await desk.LessonAsync(coach, "2026-11-24", "12:00", title: "Today");
        var later = await desk.LessonAsync(coach, "2026-12-03", "12:00", title: "Later");
        var pupil = platform.Madrid();
        await pupil.SignInAsync("player@madrid.test", People.DemoPassword);
        foreach (var lesson in (Guid[])[soon, later])
            (await pupil.SubmitAsync($"/lessons/{lesson}", $"/lessons/{lesson}", new Dictionary<string, string>())).StatusCode.ShouldBe(HttpStatusCode.Found);
        var place = await platform.ScalarAsync<Guid>("madrid", $"select id from lesson_places where lesson_id = '{later}'");
        var page = await TextAsync(pupil, "/my/bookings");
        page.ShouldContain("Today");
        page.ShouldContain($"/lessons/places/{place}/leave");

        // Another pupil's places are nobody else's affair.
        var other = platform.Madrid();
        await other.SignInAsync("desk@madrid.test", People.DemoPassword);
        (await TextAsync(other, "/my/bookings")).ShouldNotContain(place.ToString());

        (await pupil.SubmitAsync("/my/bookings", $"/lessons/places/{place}/leave", new Dictionary<string, string>())).Headers.Location!.ToString().ShouldBe("/my/bookings");
        (await platform.ScalarAsync<int>("madrid", $"select taken from lessons where booking_id = '{later}'")).ShouldBe(0);
        page = await TextAsync(pupil, "/my/bookings");
        page.ShouldContain("Lessons that are over");
        page.ShouldContain("Gave it back");

        // Its time over, the lesson is completed by itself; the one called off is not.
        platform.Clock.Now = FakeClock.Start.AddHours(4);
        await platform.SettleAsync();
        (await platform.ScalarAsync<string>("madrid", $"select status from bookings where id = '{soon}'")).ShouldBe("completed");
        ((string)(await platform.Madrid().JsonAsync($"/api/v1/lessons/{soon}"))["status"]!).ShouldBe("completed");
        (await platform.ScalarAsync<string>("madrid", $"select status from bookings where id = '{later}'")).ShouldBe("confirmed");
    }

    [Fact]
    public async Task What_a_guest_took_joins_the_account_that_proves_the_address_and_the_old_link_goes_on_working()
    {
        platform.Clock.Now = FakeClock.Start;
        var coach = await platform.CoachAsync("owner@madrid.test");
        var desk = await platform.InMadrid().SignInAsync("desk@madrid.test");
        var lesson = await desk.LessonAsync(coach, "2026-12-04", "15:00", title: "Joined");
        var taken = await platform.TakePlaceAsync(lesson, "Joana");
        taken.Status.ShouldBe(HttpStatusCode.Created, taken.Body);
        var (place, key) = ((Guid)taken.Json["id"]!, (string)taken.Json["accessKey"]!);

        var account = Guid.CreateVersion7();
        await VerifyAsync(account, "JOANA@example.test");
        await VerifyAsync(account, "joana@example.test");
        (await platform.ScalarAsync<bool>("madrid", $"select user_id = '{account}' and person = '{account}' from lesson_places where id = '{place}'")).ShouldBeTrue();
        (await platform.Madrid().GetAsync($"/lessons/places/{place}?key={key}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await platform.Madrid().GetAsync($"/lessons/places/{place}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task VerifyAsync(Guid account, string email)
    {
        await using (var scope = platform.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Set(await platform.TenantAsync("madrid"));
            var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
            await work.BeginAsync();
            work.Tell(new EmailVerified(account, email));
            await work.CommitAsync();
        }
        await platform.SettleAsync();
    }

    private static async Task<string> TextAsync(Visitor visitor, string path) => await (await visitor.GetAsync(path)).Content.ReadAsStringAsync();
}
