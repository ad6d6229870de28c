using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Venues.Manage;

namespace PadelSaaS.Tests.Booking;

/// <summary>What is sold with a court: chosen, charged in any case, short, and on the price with its tax.</summary>
public sealed class ExtraTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Extras_are_lines_of_the_price_with_their_tax()
    {
        var (owner, venue) = await VenueAsync("Lines", Racket(), Light());
        var (court, start, shown) = await SlotAsync(venue, "2026-11-26", "18:30");
        // An hour of the evening's light is in the price that is shown.
        shown.ShouldBe(3000 + 400);

        var held = await HeldAsync(court, start, new { key = "racket", count = 2 });

        ((long)held["price"]!["amountMinor"]!).ShouldBe(3000 + 600 + 400);
        held["priceLines"]!.AsArray().Select(line => ((string)line!["name"]!, (long)line["amount"]!["amountMinor"]!)).ShouldBe([("Base", 3000L), ("Racket", 600L), ("Light", 400L)]);
        held["taxes"]!.AsArray().Select(tax => ((int)tax!["basisPoints"]!, (long)tax["tax"]!["amountMinor"]!)).ShouldBe([(1000, 36L), (2100, 104L)]);
        var again = await owner.Visitor.JsonAsync($"/api/v1/bookings/{held["id"]}/price");
        ((bool)again["equal"]!).ShouldBeTrue($"{again}");
        // What the club asks from now on changes nothing of what was agreed.
        await SaveAsync(owner, venue, Racket(900));
        ((bool)(await owner.Visitor.JsonAsync($"/api/v1/bookings/{held["id"]}/price"))["equal"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_not_sold_or_too_much_of_it_is_refused_by_name()
    {
        var (_, venue) = await VenueAsync("Refused", Racket(), Light());
        var (court, start, _) = await SlotAsync(venue, "2026-11-26", "12:00");

        (await TryAsync(court, start, new { key = "sauna", count = 1 })).Slug.ShouldBe("extra_not_offered");
        // Light is charged, not chosen.
        (await TryAsync(court, start, new { key = "light", count = 1 })).Slug.ShouldBe("extra_not_offered");
        var many = await TryAsync(court, start, new { key = "racket", count = 5 });
        (many.Slug, many.Json["errors"]!["extras"] is null, (int)many.Json["most"]!).ShouldBe(("too_many_of_extra", false, 4));
    }

    [Fact]
    public async Task Of_what_is_short_no_more_is_sold_than_there_is_however_many_ask_at_once()
    {
        var (_, venue) = await VenueAsync("Short", Racket(stock: 5));
        var day = await platform.Madrid().JsonAsync($"/api/v1/venues/{venue["id"]}/availability?date=2026-11-26&duration=90");
        var start = (string)day["courts"]![0]!["slots"]![0]!["start"]!;

        var answers = await Task.WhenAll(day["courts"]!.AsArray().Select(court => TryAsync((string)court!["courtId"]!, start, new { key = "racket", count = 4 })));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Slug == "extra_sold_out");
        // The court whose rackets were gone is still free, and one racket is left.
        (await TryAsync((string)day["courts"]![1]!["courtId"]!, start, new { key = "racket", count = 1 })).Status.ShouldBe(answers[1].Status == HttpStatusCode.Created ? HttpStatusCode.Conflict : HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_visitor_chooses_them_on_the_details_page_without_any_script()
    {
        var (_, venue) = await VenueAsync("Paged", Racket());
        var (court, start, _) = await SlotAsync(venue, "2026-11-26", "12:00");
        var guest = platform.Madrid();
        var path = $"/book/details?court={court}&start={Uri.EscapeDataString(start)}&duration=90";

        var priced = WebUtility.HtmlDecode(await (await guest.SubmitAsync(path, "/book/details", new Dictionary<string, string> { ["extra.racket"] = "2", ["do"] = "price" })).Content.ReadAsStringAsync());
        priced.ShouldContain("€36.00");
        // Chosen and sent at once, without having asked for the price: it stood beside the choice.
        var held = await guest.SubmitAsync(path, "/book/details", new Dictionary<string, string> { ["extra.racket"] = "1", ["name"] = "Gael", ["email"] = "gael@example.test", ["phone"] = "+34 600 000 000" });
        held.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = WebUtility.HtmlDecode(await (await guest.GetAsync(held.Headers.Location!.ToString())).Content.ReadAsStringAsync());
        page.ShouldContain("Racket");
        page.ShouldContain("€33.00");
    }

    [Fact]
    public async Task The_owners_page_keeps_what_was_typed_and_says_what_is_wrong()
    {
        var (owner, venue) = await VenueAsync("Typed", Racket());
        var path = $"/manage/venues/{venue["key"]}/extras";
        var visitor = platform.Madrid();
        await visitor.SubmitAsync("/sign-in", "/sign-in", new Dictionary<string, string> { ["email"] = "owner@madrid.test", ["password"] = "Padel-demo-2026" });

        var refused = await visitor.SubmitAsync(path, path, new Dictionary<string, string> { ["extras[0].priceMinor"] = "much", ["do"] = "save" });
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("much");
        var saved = await visitor.SubmitAsync(path, path, new Dictionary<string, string> { ["extras[0].priceMinor"] = "4.50", ["extras[0].per"] = "person", ["do"] = "save" });
        saved.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        ((long)(await owner.SeeAsync(venue))["extras"]![0]!["priceMinor"]!).ShouldBe(450);
    }

    private static JsonObject Racket(long price = 300, int? stock = null) => new()
    {
        ["key"] = "racket",
        ["name"] = "Racket",
        ["priceMinor"] = price,
        ["per"] = "person",
        ["taxBasisPoints"] = 2100,
        ["most"] = 4,
        ["stock"] = stock,
    };

    private static JsonObject Light() => new()
    {
        ["key"] = "light",
        ["name"] = "Light",
        ["priceMinor"] = 400,
        ["per"] = "hour",
        ["taxBasisPoints"] = 1000,
        ["automatic"] = true,
        ["from"] = "19:00",
    };

    private async Task<(Owner Owner, JsonNode Venue)> VenueAsync(string name, params JsonObject[] extras)
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync(name, 2000);
        return (owner, await SaveAsync(owner, venue, extras));
    }

    private static async Task<JsonNode> SaveAsync(Owner owner, JsonNode venue, params JsonObject[] extras)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/manage/venues/{venue["id"]}/extras")
        {
            Content = JsonContent.Create(new JsonObject { ["revision"] = (long)(await owner.SeeAsync(venue))["revision"]!, ["extras"] = new JsonArray([.. extras]) }),
        };
        var answer = await Player.ReadAsync(await owner.Visitor.SendAsync(request));
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        return answer.Json;
    }

    private async Task<(string Court, string Start, long Price)> SlotAsync(JsonNode venue, string date, string time)
    {
        var day = await platform.Madrid().JsonAsync($"/api/v1/venues/{venue["id"]}/availability?date={date}&duration=90");
        var slot = day["courts"]![0]!["slots"]!.AsArray().First(slot => ((string)slot!["startLocal"]!).Contains($"T{time}", StringComparison.Ordinal))!;
        return ((string)day["courts"]![0]!["courtId"]!, (string)slot["start"]!, (long)slot["price"]!["amountMinor"]!);
    }

    private async Task<JsonNode> HeldAsync(string court, string start, object extra)
    {
        var answer = await TryAsync(court, start, extra);
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Body);
        return answer.Json;
    }

    private async Task<Answer> TryAsync(string court, string start, object extra) => await Player.ReadAsync(await platform.Madrid().PostAsync(
        "/api/v1/bookings", new { courtId = court, start, durationMinutes = 90, guest = new { name = "Gael", email = "gael@example.test" }, extras = new[] { extra } }));
}
