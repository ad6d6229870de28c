using System.Net;
using PadelSaaS.Host.Logging;
using PadelSaaS.Platform.Security;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace PadelSaaS.Tests.Security;

/// <summary>
/// Logs say what happened and never to whom. Two nets: nothing writes a person's data into a line (every class of this suite ends by looking
/// through what its platform logged), and what would is masked before the line leaves the process.
/// </summary>
public sealed class LogTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const string Email = "zebedee.quartz@marker.example";
    private const string Phone = "+34 699 111 777";
    private const string Name = "Zebedeequartz";

    [Fact]
    public async Task Whoever_registers_books_errs_and_is_refused_leaves_no_trace_of_themselves_in_the_log()
    {
        var visitor = platform.Madrid();
        (await visitor.PostAsync("/api/v1/auth/register", new { email = Email, password = People.Password, firstName = Name, lastName = "Quartz", phone = Phone })).IsSuccessStatusCode.ShouldBeTrue();
        await visitor.RegisterAsync(Email);
        (await visitor.PostAsync("/api/v1/auth/register", new { email = Email, password = "another password", firstName = Name, lastName = "Quartz", phone = Phone })).IsSuccessStatusCode.ShouldBeTrue();
        await visitor.LoginAsync(Email, "wrong");
        await visitor.SignInAsync(Email, People.Password);
        (await visitor.GetAsync("/account")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await visitor.GetAsync($"/sign-in?return=/{Uri.EscapeDataString(Email)}");
        await visitor.GetAsync($"/nowhere/{Uri.EscapeDataString(Email)}?phone={Uri.EscapeDataString(Phone)}");
        await Raw($$"""{"email":"{{Email}}","password":7""");
        await Raw($$"""{"email":{"of":"{{Email}}"},"password":["{{Phone}}"]}""");

        var desk = platform.Madrid();
        await desk.SignInAsync("owner@madrid.test", People.DemoPassword);
        await desk.GetAsync($"/manage/customers?q={Uri.EscapeDataString(Phone)}");
        await desk.GetAsync($"/manage/audit?q={Uri.EscapeDataString(Email)}");
        var guest = platform.InMadrid();
        await guest.Visitor.PostAsync("/api/v1/bookings", new { courtId = Guid.Empty, start = "nonsense", guest = new { name = Name, email = Email, phone = Phone } });
        await platform.SettleAsync();

        // There are lines, or this would prove nothing.
        platform.Log.CreateLogger("test").Log(Microsoft.Extensions.Logging.LogLevel.Information, new(), "a line", null, (text, _) => text);
        platform.Log.Lines.ShouldNotBeEmpty();
        foreach (var marker in new[] { Email, "zebedee", Name, Phone, "699111777", "699 111 777" })
            platform.Log.Lines.ShouldAllBe(line => !line.Contains(marker, StringComparison.OrdinalIgnoreCase), marker);

        async Task Raw(string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/login") { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
            (await visitor.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public void What_somebody_writes_into_a_line_all_the_same_leaves_the_process_masked()
    {
        using var written = new StringWriter();
        using (var log = new LoggerConfiguration().Enrich.FromLogContext().WriteTo.Masked(sinks => sinks.Sink(new Paper(written))).CreateLogger())
        {
            log.Information("Mail to {To} failed, call {Phone}", Email, "699 111 777");
            log.Information($"Written into the text: {Email} and {Phone}");
            log.Information("A whole thing: {@Thing} {@List}", new { Contact = Email, PhoneNumber = "699111777", Inner = new { ApiSecret = "hunter2" } }, new[] { Email });
            log.Information("Its own words: {Thing}", new Uri($"mailto:{Email}"));
            log.Error(new InvalidOperationException($"No room for {Email}", new FormatException(Phone)), "It failed");
            log.Information("Kept: {Id} {Minutes} {At}", Guid.Empty, 90, new DateTimeOffset(2026, 11, 22, 18, 30, 0, TimeSpan.Zero));
        }
        var lines = written.ToString();
        foreach (var marker in new[] { Email, "zebedee", "699 111", "699111", "hunter2" }) lines.ShouldNotContain(marker, Case.Insensitive);
        lines.ShouldContain("z***@marker.example");
        lines.ShouldContain("InvalidOperationException");
        lines.ShouldContain("00000000-0000-0000-0000-000000000000");
        lines.ShouldContain("2026-11-22T18:30:00");
    }

    [Theory]
    [InlineData("ana.garcia+padel@club.example wrote", "a***@club.example wrote")]
    [InlineData("call +34 600 123 123 now", "call ***123 now")]
    [InlineData("call +923001234567", "call ***567")]
    [InlineData("booking 0199a1b2-0000-7000-8000-000000000001 at 2026-11-22 18:30:00+01", "booking 0199a1b2-0000-7000-8000-000000000001 at 2026-11-22 18:30:00+01")]
    [InlineData("12345678901 ms, 2600 EUR", "12345678901 ms, 2600 EUR")]
    public void The_mask_knows_people_from_numbers(string text, string masked) => Mask.Text(text).ShouldBe(masked);

    private sealed class Paper(TextWriter paper) : ILogEventSink
    {
        private readonly JsonFormatter json = new(renderMessage: true);

        public void Emit(LogEvent logEvent) => json.Format(logEvent, paper);
    }
}
