using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Peers;

namespace PadelSaaS.Tests.Web;

/// <summary>The examples for programs of others do what they say, as they stand in the README of Contracts.</summary>
public sealed class ClientTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private static string Readme => File.ReadAllText(Path.Combine(Repository.Root, "src", "Contracts", "README.md"));

    [Fact]
    public async Task The_example_in_TypeScript_fits_the_types_made_from_the_document_and_another_does_not()
    {
        var (document, example) = (await platform.Madrid().JsonAsync("/openapi/v1.json"), Block("ts"));
        var (content, said) = await Peer.AskAsync("check-client.mjs", new { document, example });
        content.ShouldBeTrue(said);
        (content, said) = await Peer.AskAsync("check-client.mjs", new { document, example = example.Replace("durationMinutes", "duration", StringComparison.Ordinal) });
        content.ShouldBeFalse();
        said.ShouldContain("durationMinutes");
        (content, said) = await Peer.AskAsync("check-client.mjs", new { document = await platform.At("localhost").JsonAsync("/openapi/portal.json"), example = "import type { paths } from \"./club\";\nexport type Found = paths[\"/api/v1/discovery/venues\"][\"get\"][\"responses\"][200][\"content\"][\"application/json\"][\"venues\"];" });
        content.ShouldBeTrue(said);
    }

    [Fact]
    public async Task The_example_in_CSharp_books_and_is_the_one_that_is_shown()
    {
        using var club = platform.Server.CreateClient();
        club.BaseAddress = new Uri("http://madrid.localhost");
        var booked = await BookFirstAsync(club, $"{platform.Clock.Now.AddDays(3):yyyy-MM-dd}", "Example", "example@example.test");
        (await platform.ScalarAsync<string>("madrid", $"select status from bookings where id = '{booked}'")).ShouldBe("confirmed");
        var source = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests", "Tests", "Web", "ClientTests.cs"));
        Flat(source).ShouldContain(Flat(Block("csharp")));
    }

#pragma warning disable RS0030, IDE0055 // As a program of somebody else would write it.
    public static async Task<Guid?> BookFirstAsync(HttpClient club, string date, string name, string email)
    {
        var venues = await club.GetFromJsonAsync<JsonElement>("/api/v1/venues");
        var venue = venues.GetProperty("venues")[0].GetProperty("id").GetGuid();
        var day = await club.GetFromJsonAsync<JsonElement>($"/api/v1/venues/{venue}/availability?date={date}&duration=90");
        foreach (var court in day.GetProperty("courts").EnumerateArray())
            foreach (var slot in court.GetProperty("slots").EnumerateArray())
            {
                var wish = new { courtId = court.GetProperty("courtId").GetGuid(), start = slot.GetProperty("start").GetDateTimeOffset(), durationMinutes = 90, guest = new { name, email, phone = "+34 600 000 000" } };
                using var hold = new HttpRequestMessage(HttpMethod.Post, "/api/v1/bookings") { Content = JsonContent.Create(wish) };
                hold.Headers.Add("Idempotency-Key", $"{Guid.NewGuid()}");
                using var held = await club.SendAsync(hold);
                // Somebody was faster: the next one.
                if (held.StatusCode == HttpStatusCode.Conflict) continue;
                held.EnsureSuccessStatusCode();
                var booking = await held.Content.ReadFromJsonAsync<JsonElement>();
                using var confirm = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/bookings/{booking.GetProperty("id").GetGuid()}/confirm") { Content = JsonContent.Create(new { paymentMethod = "at_club" }) };
                confirm.Headers.Add("X-Booking-Key", booking.GetProperty("accessKey").GetString());
                using var confirmed = await club.SendAsync(confirm);
                confirmed.EnsureSuccessStatusCode();
                return booking.GetProperty("id").GetGuid();
            }
        return null;
    }
#pragma warning restore RS0030, IDE0055

    private static string Block(string language) => Readme.Split($"```{language}\n")[1].Split("```")[0];

    private static string Flat(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
}
