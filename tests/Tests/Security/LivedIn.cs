using System.Text;
using System.Text.RegularExpressions;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.Booking.Lessons;
using PadelSaaS.Tests.Booking.Series;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;

namespace PadelSaaS.Tests.Security;

/// <summary>Somebody whose traces are looked for.</summary>
internal sealed record Marked(string First, string Last, string Email, string Phone)
{
    public string Name => $"{First} {Last}";

    public string Digits => new([.. Phone.Where(char.IsDigit)]);
}

/// <summary>A club at which people have done everything that leaves something behind.</summary>
internal static partial class LivedIn
{
    public static readonly Marked Account = new("Quirina", "Zafonte", "quirina.zafonte@lived.example", "+34 699 424 217");
    public static readonly Marked Guest = new("Ottokar", "Wibbelmann", "ottokar.wibbelmann@lived.example", "+34 688 535 319");
    public static readonly Marked Pending = new("Philippa", "Xanthis", "philippa.xanthis@lived.example", "+34 677 646 421");
    public static readonly Marked Uploaded = new("Umberto", "Yolanski", "umberto.yolanski@lived.example", "+34 666 757 523");

    public static readonly IReadOnlyList<Marked> Everybody = [Account, Guest, Pending, Uploaded];

    /// <summary>Lives at the club in Madrid.</summary>
    /// <returns>The account's holder, signed in on pages and API, and the guest's booking with its key.</returns>
    public static async Task<(Player Holder, Guid HolderBooking, Player Guest, Guid GuestBooking)> LiveAsync(this PlatformFixture platform)
    {
        var owner = await platform.InMadrid().SignInAsync("owner@madrid.test");
        var holder = platform.InMadrid();
        await holder.Visitor.EnterAsync(Account.Email);
        var pages = platform.Madrid();
        await pages.SignInAsync(Account.Email, People.Password);
        await pages.SubmitAsync("/account", "/account", new Dictionary<string, string> { ["firstName"] = Account.First, ["lastName"] = Account.Last, ["phone"] = Account.Phone, ["language"] = "en" });
        foreach (var (name, value) in pages.Cookies) holder.Visitor.Cookies[name] = value;
        var theirs = await HoldAsync(holder, await holder.SlotAsync("2026-12-01", "10:00"), Account);
        (await holder.ConfirmAsync(theirs)).Status.ShouldBe(System.Net.HttpStatusCode.OK);

        var guest = platform.InMadrid();
        var booking = await HoldAsync(guest, await guest.SlotAsync("2026-12-01", "12:00"), Guest);
        (await guest.ConfirmAsync(booking, idempotencyKey: "confirmed-once")).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        (await guest.PostAsync($"/api/v1/bookings/{booking}/participants", new { name = Account.Name, email = Account.Email })).Status.ShouldBe(System.Net.HttpStatusCode.Created);
        await platform.SettleAsync();

        await platform.Madrid().PostAsync("/api/v1/auth/register", new { email = Pending.Email, password = People.Password, firstName = Pending.First, lastName = Pending.Last, phone = Pending.Phone });
        await owner.Visitor.JsonAsync("/api/v1/customers/imports", new { csv = $"Name;Email;Phone\n{Uploaded.Name};{Uploaded.Email};{Uploaded.Phone}" });
        (await owner.PostAsync("/api/v1/series", new
        {
            courtId = await owner.CourtAsync(1),
            firstDate = "2026-12-03",
            startTime = "18:00",
            durationMinutes = 90,
            times = 3,
            guest = new { name = Guest.Name, email = Guest.Email, phone = Guest.Phone },
        })).Status.ShouldBe(System.Net.HttpStatusCode.Created);
        var waiting = await platform.InMadrid().PostAsync("/api/v1/waitlist", new
        {
            venueId = await guest.VenueAsync(),
            date = "2026-12-05",
            from = "10:00",
            to = "11:00",
            durationMinutes = 90,
            guest = new { name = Guest.Name, email = Guest.Email, phone = Guest.Phone },
        });
        // A line exists where nothing is free; where something is, nobody has to wait.
        waiting.Status.ShouldBeOneOf(System.Net.HttpStatusCode.Created, System.Net.HttpStatusCode.Conflict, System.Net.HttpStatusCode.OK);
        var lesson = await owner.LessonAsync(await platform.CoachAsync("owner@madrid.test"), "2026-12-07", "10:00");
        (await platform.InMadrid().PostAsync($"/api/v1/lessons/{lesson}/places", new { name = Guest.Name, email = Guest.Email, phone = Guest.Phone })).Status.ShouldBe(System.Net.HttpStatusCode.Created);
        await platform.SettleAsync();

        var customer = (Guid)(await owner.Visitor.JsonAsync($"/api/v1/customers?q={Guest.Email}"))["customers"]![0]!["id"]!;
        foreach (var phone in (string[])["+34 688 535 300", Guest.Phone])
            await owner.Visitor.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"/api/v1/customers/{customer}")
            {
                Content = System.Net.Http.Json.JsonContent.Create(new { name = Guest.Name, email = Guest.Email, phone, language = "es", tags = Array.Empty<string>(), groups = Array.Empty<object>(), marketingConsent = false }),
            });
        await owner.PostAsync($"/api/v1/customers/{customer}/notes", new { text = "Brings his own balls" });
        await platform.SettleAsync();
        return (holder, theirs, guest, booking);
    }

    /// <summary>
    /// Every place of the database in which one of these texts stands: as text in a column of any type, or as its bytes in a <c>bytea</c>. A
    /// line for each, <c>schema.table: row</c>.
    /// </summary>
    public static async Task<IReadOnlyList<string>> FindAsync(this PlatformFixture platform, params string[] texts)
    {
        var tables = await Cluster.ScalarAsync<string[]>(platform.Database, """
            select array_agg(format('%I.%I', table_schema, table_name) order by 1) from information_schema.tables
            where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
            """);
        var bytes = texts.Select(text => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text))).ToArray();
        var found = new List<string>();
        foreach (var table in tables)
        {
            var rows = await Cluster.ScalarAsync<string[]>(platform.Database, $"select coalesce(array_agg(r::text), '{{}}') from {table} r");
            found.AddRange(rows.Where(row => bytes.Any(row.Contains) || texts.Any(text => Digits().Replace(row, "").Contains(text, StringComparison.OrdinalIgnoreCase))).Select(row => $"{table}: {row}"));
        }
        return found;
    }

    // Sealed bytes and ids are written in digits, among which a number of six stands now and then by chance.
    [GeneratedRegex(@"\\x[0-9a-f]+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Digits();

    private static async Task<Guid> HoldAsync(Player player, Slot slot, Marked who)
    {
        var held = await player.PostAsync("/api/v1/bookings", new
        {
            courtId = slot.CourtId,
            start = slot.Start.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
            durationMinutes = slot.Minutes,
            guest = new { name = who.Name, email = who.Email, phone = who.Phone },
        }, idempotencyKey: $"held-{who.Phone.Length}-{slot.Start:HHmm}");
        held.Status.ShouldBe(System.Net.HttpStatusCode.Created, held.Body);
        if (held.Json["accessKey"] is { } key) player.Visitor.Headers["X-Booking-Key"] = (string)key!;
        return (Guid)held.Json["id"]!;
    }
}
