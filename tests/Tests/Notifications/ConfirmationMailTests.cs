using System.Globalization;
using System.Net;
using PadelSaaS.Tests.Booking.Limits;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Payments;

namespace PadelSaaS.Tests.Notifications;

public sealed class ConfirmationMailTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task It_comes_in_the_bookers_language_with_the_venues_time_and_the_price_paid()
    {
        var held = await new Checkout(platform, "madrid").PaidAsync("Ana", "ana@example.test", "es");
        var html = WebUtility.HtmlDecode(await platform.NewestMailAsync("ana@example.test", "html"));
        var text = await platform.NewestMailAsync("ana@example.test", "text");
        var time = $"{held.Start.AddHours(1):HH:mm}–{held.End.AddHours(1):HH:mm}";
        html.ShouldContain("lang=\"es\" dir=\"ltr\"");
        html.ShouldContain(time);
        html.ShouldContain("36,00");
        text.ShouldContain($"Hora: {time}");
        text.ShouldContain("pagado");
        text.ShouldContain("Hola, Ana:");
        text.ShouldContain("Cancelación gratuita hasta el");
        text.ShouldContain($"http://madrid.localhost/bookings/{held.BookingId}?key=");
        (await platform.NewestMailAsync("ana@example.test", "subject")).ShouldStartWith("Reservado: ");
        // The link to the receipt opens without an account, and the receipt is there.
        var receipt = text.Split('\n').Single(line => line.Contains("/receipts?key=", StringComparison.Ordinal))["http://madrid.localhost".Length..];
        var visitor = platform.Madrid();
        using var sent = await visitor.GetAsync(receipt);
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await (await visitor.GetAsync(sent.Headers.Location!.ToString())).Content.ReadAsStringAsync()).ShouldMatch("36[.,]00");
    }

    [Fact]
    public async Task In_Urdu_it_runs_from_right_to_left_and_tells_Karachi_time()
    {
        var held = await new Checkout(platform, "lahore").PaidAsync("زارا", "zara@example.test", "ur");
        var html = WebUtility.HtmlDecode(await platform.NewestMailAsync("zara@example.test", "html"));
        html.ShouldContain("lang=\"ur\" dir=\"rtl\"");
        html.ShouldContain(held.Start.AddHours(5).ToString("HH:mm", CultureInfo.InvariantCulture));
        html.ShouldContain("Asia/Karachi");
        html.ShouldContain("میری بکنگ دیکھیں");
    }

    // Hard case: a reminder is decided when it is sent, and none comes for a game that moved or was given back.
    [Fact]
    public async Task Booked_late_at_night_it_comes_once_in_Urdu_by_mail_and_WhatsApp_and_only_the_new_time_of_a_moved_game_is_reminded_of()
    {
        await platform.ExecuteAsync("lahore", "insert into message_settings (on_by_default) values ('{bookings:whatsapp,reminders:whatsapp}')");
        var now = platform.Clock.Now;
        // 23:30 in Karachi, when telephones of others are quiet: who books is awake.
        var night = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(18.5);
        platform.Clock.Now = night > now ? night : night.AddDays(1);
        var guest = new Checkout(platform, "lahore");
        var held = await guest.PaidAsync("زارا", "owl@example.test", "ur", "0300 1234567");
        (await AllAsync("template = 'booking_confirmed'")).ShouldBe("email ur sent, whatsapp ur sent");
        (await platform.ScalarAsync<string>("lahore", "select text from dev_mails where recipient = '+923001234567'")).ShouldContain($"{held.Start.AddHours(5):HH:mm}");
        (await platform.ScalarAsync<string>("lahore", "select html from dev_mails where recipient = 'owl@example.test'")).ShouldContain("dir=\"rtl\"");
        (await platform.ScalarAsync<long>("lahore", "select count(*) from notification_logs where recipient like '%3001234567%' or content like '%3001234567%'")).ShouldBe(0);

        var moved = await guest.MoveAsync(held);
        await platform.SettleAsync();
        (await AllAsync("template = 'booking_moved'")).ShouldBe("email ur sent, whatsapp ur sent");
        platform.Clock.Now = held.Start.AddHours(-24);
        await platform.SettleAsync();
        (await AllAsync("template = 'booking_reminder'")).ShouldBe("");
        platform.Clock.Now = moved.AddHours(-24);
        await platform.SettleAsync();
        (await AllAsync("template = 'booking_reminder'")).ShouldBe("email ur sent, whatsapp ur sent");

        await guest.CancelAsync(held);
        await platform.SettleAsync();
        platform.Clock.Now = moved.AddHours(-2);
        await platform.SettleAsync();
        (await AllAsync("template = 'booking_reminder' and status = 'sent'")).ShouldBe("email ur sent, whatsapp ur sent");
        (await AllAsync("template = 'booking_cancelled'")).ShouldBe("email ur sent, whatsapp ur sent");

        Task<string> AllAsync(string which) => platform.ScalarAsync<string>("lahore",
            $"select coalesce(string_agg(type || ' ' || language || ' ' || status, ', ' order by type), '') from notification_logs where booking_id = '{held.BookingId}' and {which}");
    }

    [Fact]
    public async Task Its_calendar_file_holds_the_booking()
    {
        var held = await new Checkout(platform, "lahore").PaidAsync("Cal", "cal@example.test", "en");
        var file = new Calendar(await platform.NewestMailAsync("cal@example.test", "attachment"));
        file.Instant("DTSTART").ShouldBe(held.Start);
        file.Instant("DTEND").ShouldBe(held.End);
        file["UID"].ShouldBe($"{held.BookingId}@padelsaas");
        (file["METHOD"], file["SEQUENCE"]).ShouldBe(("PUBLISH", "0"));
        file.Text("LOCATION").ShouldBe("Gulberg, Main Boulevard 1, Lahore");
        file["URL"].ShouldContain(held.BookingId.ToString());
    }

    [Fact]
    public async Task A_time_to_think_it_over_is_said_with_its_end_and_not_the_rule_alone()
    {
        await platform.AgreeAsync("""{ "grace": { "minutes": 45 } }""", rules => rules["cancellation"] = System.Text.Json.Nodes.JsonNode.Parse("""[{ "minHours": 0, "refundBps": 0 }]"""));
        var held = await new Checkout(platform, "madrid").PaidAsync("Gracia", "gracia@example.test", "en");
        var until = platform.Clock.GetUtcNow().AddMinutes(45).AddHours(1);
        var text = await platform.NewestMailAsync("gracia@example.test", "text");
        text.ShouldContain("Free cancellation until ");
        text.ShouldContain(until.ToString(", HH:mm", CultureInfo.InvariantCulture));
        held.BookingId.ShouldNotBe(Guid.Empty);
    }

    [Fact]
    public async Task A_language_the_club_does_not_speak_becomes_its_own()
    {
        await new Checkout(platform, "madrid").PaidAsync("Zoe", "zoe@example.test", "ur");
        (await platform.NewestMailAsync("zoe@example.test", "language")).ShouldBe("en");
    }

    [Theory]
    [InlineData("http://win.test now", "a@example.test", false)]
    [InlineData("<b>Bob</b>", "b@example.test", false)]
    [InlineData("Jean-Luc Dupont", "c@example.test", true)]
    [InlineData("O’Neill", "d@example.test", true)]
    public async Task A_name_that_looks_like_none_does_not_greet(string name, string email, bool greets)
    {
        await new Checkout(platform, "madrid").PaidAsync(name, email, "en");
        (await platform.NewestMailAsync(email, "text")).Contains("Hello ", StringComparison.Ordinal).ShouldBe(greets);
        (await platform.NewestMailAsync(email, "html")).ShouldNotContain("<b>Bob");
    }

    [Fact]
    public async Task The_console_shows_it_in_a_frame_where_nothing_runs()
    {
        await new Checkout(platform, "madrid").PaidAsync("Ina", "ina@example.test", "en");
        var console = platform.At("admin.localhost");
        var list = await (await console.GetAsync("/inbox?to=ina@example.test&club=Club+Madrid")).Content.ReadAsStringAsync();
        var id = list.Split("href=\"/inbox/")[1].Split('"')[0];
        var mail = await (await console.GetAsync($"/inbox/{id}")).Content.ReadAsStringAsync();
        mail.ShouldContain("<iframe");
        mail.ShouldContain("BEGIN:VCALENDAR");

        var framed = await console.GetAsync($"/inbox/{id}/html");
        framed.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
        (await framed.Content.ReadAsStringAsync()).ShouldContain("Hello Ina,");
        var file = await console.GetAsync($"/inbox/{id}/padel.ics");
        file.Content.Headers.ContentType!.MediaType.ShouldBe("text/calendar");
        (await console.GetAsync($"/inbox/{id}/other.ics")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.Madrid().GetAsync("/inbox")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
