using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Identity;
using PadelSaaS.Venues.Photos;
using SkiaSharp;

namespace PadelSaaS.Tests.Venues.Manage;

/// <summary>Photos of a venue: what is taken, what is made of it, who sees it, and what is left of it afterwards.</summary>
public sealed class PhotoTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private const string Place = "40.4168N 3.7038W of somebody's home";

    [Fact]
    public async Task A_photo_from_a_phone_stands_upright_in_a_few_widths_and_says_nothing_about_where_it_was_taken()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.PublishedAsync("Phone", courts: 1);
        await SentAsync(owner, venue, Pictures.FromPhone(1600, 1000, Place), "Court 1 in the evening");

        var seen = (await platform.Madrid().JsonAsync($"/api/v1/venues/{venue["id"]}"))["photos"]![0]!;
        ((int)seen["width"]!, (int)seen["height"]!, (string)seen["alt"]!).ShouldBe((960, 1536, "Court 1 in the evening"));
        seen["urls"]!.AsObject().Select(url => url.Key).ShouldBe(["480", "960"]);
        var file = await platform.Madrid().GetAsync((string)seen["url"]!);
        var content = await file.Content.ReadAsByteArrayAsync();
        file.Content.Headers.ContentType!.MediaType.ShouldBe("image/webp");
        Encoding.Latin1.GetString(content).ShouldNotContain(Place);
        Encoding.Latin1.GetString(content).ShouldNotContain("Exif");
        using var bitmap = SKBitmap.Decode(content);
        // Turned by a quarter, what lay left stands on top.
        (bitmap.GetPixel(480, 100).Red > 200, bitmap.GetPixel(480, 1400).Blue > 200).ShouldBe((true, true));

        var page = WebUtility.HtmlDecode(await (await platform.Madrid().GetAsync("/venues/phone")).Content.ReadAsStringAsync());
        page.ShouldContain("alt=\"Court 1 in the evening\"");
        page.ShouldContain($"{seen["urls"]!["480"]} 480w");
        (await (await platform.Madrid().GetAsync("/venues")).Content.ReadAsStringAsync()).ShouldContain((string)seen["urls"]!["480"]!);
    }

    [Fact]
    public async Task What_stands_under_an_address_is_asked_for_once_and_is_not_there_for_another_club()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.AddAsync("Cached");
        await SentAsync(owner, venue, Pictures.Of(SKEncodedImageFormat.Webp, 600, 400), "A court");
        var photo = (await owner.SeeAsync(venue))["photos"]![0]!["id"];
        var path = $"/media/photos/{photo}/480.webp";

        var first = await platform.Madrid().GetAsync(path);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        first.Headers.CacheControl!.ToString().ShouldContain("immutable");
        first.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        first.Headers.ETag!.IsWeak.ShouldBeFalse();
        var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag);
        (await platform.Madrid().SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);

        (await platform.Lahore().GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.Madrid().GetAsync($"/media/photos/{photo}/960.webp")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await platform.Madrid().GetAsync($"/media/photos/{Guid.Empty}/480.webp")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("drawing", "A JPEG, PNG or WebP picture is needed.")]
    [InlineData("gif", "A JPEG, PNG or WebP picture is needed.")]
    [InlineData("head", "This picture is damaged.")]
    [InlineData("half", "This picture is damaged.")]
    [InlineData("bomb", "At most 25 megapixels.")]
    [InlineData("narrow", "At least 480 pixels wide.")]
    [InlineData("large", "At most 5 MB.")]
    [InlineData("empty", "Choose a picture.")]
    public async Task What_is_no_picture_is_refused_whatever_it_is_called(string what, string sentence)
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.AddAsync($"No {what}");
        byte[] file = what switch
        {
            "drawing" => [.. "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8],
            "gif" => [.. "GIF89a of the years before"u8],
            "head" => [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, 4],
            "half" => Pictures.Of(SKEncodedImageFormat.Png, 600, 400)[..^200],
            "bomb" => Pictures.Bomb(60_000, 60_000),
            "narrow" => Pictures.Of(SKEncodedImageFormat.Jpeg, 479, 900),
            "large" => new byte[PhotoMaker.MostBytes + 1],
            _ => [],
        };
        var answer = await SendAsync(owner, venue, file, "A court");

        (answer.Status, (string)answer.Json["errors"]!["photo"]![0]!).ShouldBe((HttpStatusCode.BadRequest, sentence));
        (await owner.SeeAsync(venue))["photos"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Photos_are_ordered_described_and_dropped_and_their_files_go_with_them()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.AddAsync("Ordered");
        (await SendAsync(owner, venue, Pictures.Of(SKEncodedImageFormat.Png, 600, 400), null)).Json["errors"]!.AsObject().Select(error => error.Key).ShouldBe(["alt.en"]);
        foreach (byte green in (byte[])[10, 20, 30]) venue = await SentAsync(owner, venue, Pictures.Of(SKEncodedImageFormat.Png, 600, 400, green), $"Court {green}");
        (await SendAsync(owner, venue, Pictures.Of(SKEncodedImageFormat.Png, 600, 400, 10), "Again")).Slug.ShouldBe("photo_known");

        var photos = venue["photos"]!.AsArray();
        var (first, second, third) = (photos[0]!.DeepClone(), photos[1]!.DeepClone(), photos[2]!.DeepClone());
        third["alt"]!["es"] = "Pista 30";
        venue = await owner.SavedAsync(venue, "photos", new JsonArray(third.DeepClone(), first.DeepClone()));

        venue["photos"]!.AsArray().Select(photo => (string)photo!["alt"]!["en"]!).ShouldBe(["Court 30", "Court 10"]);
        (await platform.Madrid().GetAsync($"/media/photos/{second["id"]}/480.webp")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await platform.SettleAsync();
        FilesOf(second).ShouldBe(0);
        (FilesOf(first), FilesOf(third)).ShouldBe((1, 1));
        ((long)(await owner.SavedAsync(venue, "photos", new JsonArray(third.DeepClone(), first.DeepClone())))["revision"]!).ShouldBe((long)venue["revision"]!);

        var stale = await owner.PutAsync(new JsonObject { ["id"] = venue["id"]!.DeepClone(), ["revision"] = 0L }, "photos", new JsonArray());
        stale.Slug.ShouldBe("changed_meanwhile");
        (await owner.PutAsync(venue, "photos", new JsonArray(second))).Json["errors"]!.AsObject().Select(error => error.Key).ShouldBe(["photos[0].id"]);
    }

    [Fact]
    public async Task By_its_page_a_photo_is_added_without_a_script_and_what_was_typed_stays_when_it_is_refused()
    {
        var owner = await Owner.OfAsync(platform);
        await owner.AddAsync("By page");
        var page = platform.Madrid();
        await page.SignInAsync("owner@madrid.test", People.DemoPassword);
        const string Path = "/manage/venues/by-page/photos";
        var form = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await (await page.GetAsync(Path)).Content.ReadAsStringAsync());
        var token = form.QuerySelector("form[enctype] input[name=__RequestVerificationToken]")!.GetAttribute("value");

        var refused = await page.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"{Path}/new") { Content = Pictures.Form("no picture"u8.ToArray(), "The café", token: token) });
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var text = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        text.ShouldContain("A JPEG, PNG or WebP picture is needed.");
        text.ShouldContain("value=\"The café\"");

        var saved = await page.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"{Path}/new") { Content = Pictures.Form(Pictures.Of(SKEncodedImageFormat.Png, 500, 400), "The café", token: token) });
        saved.Headers.Location?.OriginalString.ShouldBe($"{Path}?done=saved", await saved.Content.ReadAsStringAsync());
        WebUtility.HtmlDecode(await (await page.GetAsync(Path)).Content.ReadAsStringAsync()).ShouldContain("alt=\"The café\"");

        var without = await page.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"{Path}/new") { Content = Pictures.Form(Pictures.Of(SKEncodedImageFormat.Png, 500, 401), "Forged") });
        without.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private int FilesOf(JsonNode photo) => Directory.GetFiles(platform.Files, "*.webp", SearchOption.AllDirectories).Count(file => file.Contains($"{photo["id"]}", StringComparison.Ordinal));

    private static async Task<Answer> SendAsync(Owner owner, JsonNode venue, byte[] file, string? alt) =>
        await Player.ReadAsync(await owner.Visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/api/v1/manage/venues/{venue["id"]}/photos") { Content = Pictures.Form(file, alt) }));

    private static async Task<JsonNode> SentAsync(Owner owner, JsonNode venue, byte[] file, string alt)
    {
        var answer = await SendAsync(owner, venue, file, alt);
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        return answer.Json;
    }
}
