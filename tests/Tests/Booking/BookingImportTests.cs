using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Tests.Notifications.Webhooks;

namespace PadelSaaS.Tests.Booking;

/// <summary>A club brings bookings of another program along, as a file.</summary>
public sealed class BookingImportTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const string Path = "/api/v1/manage/bookings/imports", Page = "/manage/bookings/import";

    [Fact]
    public async Task A_file_is_looked_at_first_then_booked_quietly_and_once()
    {
        var owner = await platform.OwnerAsync("madrid");
        var day = DateOnly.FromDateTime(platform.Clock.Now.UtcDateTime).AddDays(20);
        var (iso, spanish) = (day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture));
        var csv = $"""
            Fecha;Hora;Minutos;Pista;Nombre;E-Mail;Teléfono;Notas
            {spanish};18:00;90;court 1;Íñigo Peña;inigo.import@example.test;+34 600 123 123;Trae agua
            {iso};18:30;60;Court 1;Otra Persona;;;
            {iso};18:00;90;Court 9;Sin Pista;;;
            {iso};18:00;0;Court 2;Sin Tiempo;;;
            31.02.2027;18:00;90;Court 2;Sin Día;;;
            {iso};03:30;60;Court 2;De Noche;;;
            2020-01-01;18:00;60;Court 2;Hace Tiempo;;;
            {iso};20:00;60;Court 2;;;;
            {iso};20:00;60;Court 2;"Ana ""la Rápida"" Ruiz; hija";not-an-address;;
            {iso};20:00;60;Court 2;Ana Ruiz;;;
            """;
        var seen = await RunAsync(owner, csv, apply: false);
        Sums(seen).ShouldBe((false, 2, 0, 8));
        seen["lines"]!.AsArray().Where(line => (string?)line!["kind"] == "refused").Select(line => $"{line!["line"]} {line["column"]}")
            .ShouldBe(["3 court", "4 court", "5 duration", "6 date", "7 start", "8 start", "9 name", "10 email"]);
        (await CountAsync()).ShouldBe(0);

        Sums(await RunAsync(owner, csv, apply: true)).ShouldBe((true, 2, 0, 8));
        await platform.SettleAsync();
        (await CountAsync()).ShouldBe(2);
        (await platform.ScalarAsync<string>("madrid", "select to_char(starts_at at time zone 'Europe/Madrid', 'HH24:MI') || ' ' || status || ' ' || special_requests || ' ' || total_amount_minor from bookings where guest_email = 'inigo.import@example.test'"))
            .ShouldBe("18:00 confirmed Trae agua 6000");
        // Who has booked long ago is not told that they have; they are reminded all the same.
        (await platform.ScalarAsync<long>("madrid", "select count(*) from notification_logs where recipient = 'inigo.import@example.test'")).ShouldBe(0);
        (await platform.ScalarAsync<long>("madrid", "select count(*) from platform.timers t join bookings b on t.key like b.id || '%' where b.guest_email = 'inigo.import@example.test' and t.job like 'remind%'")).ShouldBeGreaterThan(0);

        // Stopped in the middle and done again, nothing is booked twice; who else wants the court is told that it is taken.
        Sums(await RunAsync(owner, csv, apply: true)).ShouldBe((true, 0, 2, 8));
        (await CountAsync()).ShouldBe(2);
        var late = await RunAsync(owner, $"date,start,end,court,name\n{iso},18:00,19:30,Court 1,Somebody Else\n{iso},19:00,20:00,Court 1,Overlapping\n{iso},19:30,20:30,Court 1,Behind Them", apply: true);
        Sums(late).ShouldBe((true, 1, 0, 2));
    }

    [Theory]
    [InlineData("")]
    [InlineData("name,email\nAna,ana@example.test")]
    [InlineData("date,start,court,name\n2027-01-01,18:00,Court 1,Ana")]
    [InlineData("date,start,end,court,name\0")]
    public async Task What_is_no_table_of_bookings_is_refused_by_name(string csv)
    {
        var refused = await (await platform.OwnerAsync("madrid")).PostAsync(Path, new { csv, apply = true });
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("csv");
    }

    [Fact]
    public async Task The_page_shows_what_would_happen_and_does_what_it_showed_and_is_the_owners_alone()
    {
        var owner = platform.Madrid();
        await owner.SignInAsync("owner@madrid.test", People.DemoPassword);
        var day = DateOnly.FromDateTime(platform.Clock.Now.UtcDateTime).AddDays(21).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var html = new HtmlParser().ParseDocument(await (await owner.GetAsync(Page)).Content.ReadAsStringAsync());
        var token = html.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" },
            { new ByteArrayContent(System.Text.Encoding.Latin1.GetBytes($"date,start,end,court,name\r\n{day},18:00,19:00,Court 3,\"Peña, <b>Íñigo</b>\"\r\n{day},18:00,19:00,Court 7,Nobody\r\n")), "file", "old.csv" },
        };
        using var upload = new HttpRequestMessage(HttpMethod.Post, Page) { Content = form };
        var shown = new HtmlParser().ParseDocument(await (await owner.SendAsync(upload)).Content.ReadAsStringAsync());
        shown.QuerySelector("main")!.TextContent.ShouldContain("There is no court of this name.");
        var csv = shown.QuerySelector("textarea[name=csv]")!.TextContent;
        csv.ShouldContain("Peña, <b>Íñigo</b>");
        var done = await owner.PostFormAsync(Page, new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["do"] = "apply", ["csv"] = csv });
        (await done.Content.ReadAsStringAsync()).ShouldContain("1 bookings added.");
        (await platform.ScalarAsync<long>("madrid", "select count(*) from bookings where guest_name = 'Peña, <b>Íñigo</b>' and source = 'import'")).ShouldBe(1);

        var desk = platform.Madrid();
        await desk.SignInAsync("desk@madrid.test", People.DemoPassword);
        (await desk.GetAsync(Page)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<JsonNode> RunAsync(Visitor owner, string csv, bool apply) => await owner.JsonAsync(Path, new { csv, apply });

    private static (bool, int, int, int) Sums(JsonNode outcome) => ((bool)outcome["applied"]!, (int)outcome["added"]!, (int)outcome["same"]!, (int)outcome["refused"]!);

    private Task<long> CountAsync() => platform.ScalarAsync<long>("madrid", "select count(*) from bookings where source = 'import' and guest_name in ('Íñigo Peña', 'Ana Ruiz')");
}
