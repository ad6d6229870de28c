using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Booking.Promos;

/// <summary>Codes as visitors and owners meet them, without any script.</summary>
public sealed class PromoPageTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task A_visitor_applies_a_code_sees_the_new_price_and_books_at_it()
    {
        var codes = await Codes.OfAsync(platform);
        await codes.AddAsync(new { code = "TENTH", percentBasisPoints = 1000 });
        var slot = await platform.InMadrid().SlotAsync("2026-11-26", "10:00");
        var guest = platform.Madrid();

        var refused = await guest.SubmitAsync(PathOf(slot), "/book/details", new Dictionary<string, string> { ["promo"] = "WRONG", ["name"] = "Gael", ["do"] = "price" });
        var said = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        (refused.StatusCode, said.Contains("This code does not exist.", StringComparison.Ordinal), said.Contains("value=\"Gael\"", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Conflict, true, true));
        var applied = WebUtility.HtmlDecode(await (await guest.SubmitAsync(PathOf(slot), "/book/details", new Dictionary<string, string> { ["promo"] = "tenth", ["do"] = "price" })).Content.ReadAsStringAsync());
        applied.ShouldContain("Code TENTH");
        applied.ShouldContain($"TENTH {slot.Price / 10}");

        var held = await guest.SubmitAsync(PathOf(slot), "/book/details", new Dictionary<string, string>
        {
            ["promo"] = "tenth",
            ["name"] = "Gael",
            ["email"] = "gael@example.test",
            ["phone"] = "+34 600 000 000",
        });
        held.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        WebUtility.HtmlDecode(await (await guest.GetAsync(held.Headers.Location!.ToString())).Content.ReadAsStringAsync()).ShouldContain("Code TENTH");
        (await codes.UsesAsync("TENTH")).ShouldBe((1, 1, 1));
    }

    [Fact]
    public async Task A_code_that_takes_off_less_than_was_shown_is_asked_about_again()
    {
        var codes = await Codes.OfAsync(platform);
        var code = await codes.AddAsync(new { code = "LESS", percentBasisPoints = 5000 });
        var slot = await platform.InMadrid().SlotAsync("2026-11-27", "10:00");
        (await codes.ChangeAsync(code, new { code = "LESS", percentBasisPoints = 1000 })).Status.ShouldBe(HttpStatusCode.OK);

        var asked = await platform.Madrid().SubmitAsync(PathOf(slot), "/book/details", new Dictionary<string, string>
        {
            ["promo"] = "LESS",
            ["off"] = $"LESS {slot.Price / 2}",
            ["name"] = "Gael",
            ["email"] = "gael@example.test",
            ["phone"] = "+34 600 000 000",
        });
        asked.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        WebUtility.HtmlDecode(await asked.Content.ReadAsStringAsync()).ShouldContain("The price has changed");
        (await codes.UsesAsync("LESS")).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task An_owner_makes_changes_and_stops_a_code_and_what_is_wrong_stands_beside_the_field()
    {
        var owner = platform.Madrid();
        await owner.SubmitAsync("/sign-in", "/sign-in", new Dictionary<string, string> { ["email"] = "owner@madrid.test", ["password"] = "Padel-demo-2026" });
        const string New = "/manage/promo-codes/new";

        var wrong = await owner.SubmitAsync(New, New, new Dictionary<string, string> { ["code"] = "TEAM 10", ["kind"] = "percent", ["percent"] = "much", ["mostUses"] = "some", ["do"] = "save" });
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync());
        page.ShouldContain("A share of up to 100 per cent.");
        page.ShouldContain("A number from 1.");
        (await owner.SubmitAsync(New, New, new Dictionary<string, string> { ["code"] = "TEAM 10", ["kind"] = "percent", ["percent"] = "12,5", ["mostUses"] = "3", ["do"] = "save" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var list = WebUtility.HtmlDecode(await (await owner.GetAsync("/manage/promo-codes")).Content.ReadAsStringAsync());
        list.ShouldContain("TEAM10");
        list.ShouldContain("0 of 3");
        var path = $"/manage/promo-codes/{await platform.ScalarAsync<Guid>("madrid", "select id from promo_codes where code = 'TEAM10'")}";
        (await owner.SubmitAsync(path, path, new Dictionary<string, string> { ["do"] = "stop" })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await platform.ScalarAsync<bool>("madrid", "select active from promo_codes where code = 'TEAM10'")).ShouldBeFalse();
        (await platform.ScalarAsync<int>("madrid", "select basis_points from promo_codes where code = 'TEAM10'")).ShouldBe(1250);
    }

    private static string PathOf(Slot slot) => $"/book/details?court={slot.CourtId}&start={Uri.EscapeDataString(slot.Start.UtcDateTime.ToString("O"))}&duration={slot.Minutes}";
}
