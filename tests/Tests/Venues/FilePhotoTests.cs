using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Tests.Booking;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Venues.Manage;
using SkiaSharp;

namespace PadelSaaS.Tests.Venues;

/// <summary>Photos that come with a tenant's file: made anew like any other, once, and exported as they came.</summary>
public sealed class FilePhotoTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private static readonly byte[] Phone = Pictures.FromPhone(1000, 700, "40.4168N 3.7038W");
    private static readonly byte[] Cafe = Pictures.Of(SKEncodedImageFormat.Png, 600, 400, 40);

    [Fact]
    public async Task They_are_made_anew_applied_once_and_exported_word_for_word()
    {
        var photos = new[] { Photo("court-1.jpg", "The first court"), Photo("cafe.png", "The café") };
        await ApplyAsync(photos);
        var owner = platform.Madrid();
        var html = await (await owner.GetAsync("/venues/centro")).Content.ReadAsStringAsync();
        html.ShouldContain("The first court");
        var id = await platform.ScalarAsync<Guid>("madrid", "select id from venue_photos where file = 'photos/court-1.jpg'");
        var shown = await owner.GetAsync($"/media/photos/{id}/480.webp");
        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
        Encoding.Latin1.GetString(await shown.Content.ReadAsByteArrayAsync()).ShouldNotContain("40.4168N");
        // What came, with the place it was taken at, goes out to nobody.
        foreach (var path in (string[])["/files/photos%2Fcourt-1.jpg", "/files/photos/court-1.jpg"]) (await owner.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);

        var revision = await RevisionAsync();
        await ApplyAsync(photos);
        (await RevisionAsync()).ShouldBe(revision);
        (await platform.ScalarAsync<Guid>("madrid", "select id from venue_photos where file = 'photos/court-1.jpg'")).ShouldBe(id);

        var (file, pictures) = (await Office.ExportAsync("madrid"))!.Value;
        JsonNode.DeepEquals(file["venues"]![0]!["photos"], new JsonArray([.. photos.Select(photo => photo.DeepClone())])).ShouldBeTrue($"{file["venues"]![0]!["photos"]}");
        pictures["photos/court-1.jpg"].ShouldBe(Phone);

        await ApplyAsync([Photo("cafe.png", "The café by the sea")]);
        (await platform.ScalarAsync<string>("madrid", "select string_agg(alt->>'en', '|' order by position) from venue_photos where file is not null")).ShouldBe("The café by the sea");
        await platform.SettleAsync();
        (await owner.GetAsync($"/media/photos/{id}/480.webp")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_somebody_uploaded_stays_and_stands_behind_them()
    {
        await ApplyAsync([]);
        var owner = await platform.InMadrid().SignInAsync("owner@madrid.test");
        var sent = await owner.Visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/api/v1/manage/venues/{await owner.VenueAsync()}/photos") { Content = Pictures.Form(Pictures.Of(SKEncodedImageFormat.Png, 700, 500, 90), "Uploaded") });
        sent.StatusCode.ShouldBe(HttpStatusCode.OK, await sent.Content.ReadAsStringAsync());
        await ApplyAsync([Photo("court-1.jpg", "From the file")]);
        (await platform.ScalarAsync<string>("madrid", "select string_agg(alt->>'en', '|' order by position) from venue_photos")).ShouldBe("From the file|Uploaded");
        await ApplyAsync([]);
        (await platform.ScalarAsync<string>("madrid", "select string_agg(alt->>'en', '|' order by position) from venue_photos")).ShouldBe("Uploaded");
        await platform.ExecuteAsync("madrid", "delete from venue_photos");
    }

    [Theory]
    [InlineData("missing.jpg", "Nothing there", "missing.jpg")]
    [InlineData("broken.png", "No picture", "broken.png")]
    [InlineData("../secret.png", "Another folder", "no name such as")]
    [InlineData("court-1.jpg", "", "say in 'en'")]
    public async Task A_photo_that_is_none_stops_the_file_by_name_and_nothing_is_written(string name, string alt, string named)
    {
        var revision = await RevisionAsync();
        (await Should.ThrowAsync<TenantFileException>(() => ApplyAsync([Photo(name, alt)]))).Message.ShouldContain(named);
        (await RevisionAsync()).ShouldBe(revision);
    }

    private ITenantOffice Office => platform.Services.GetRequiredService<ITenantOffice>();

    private static JsonObject Photo(string name, string alt) => new JsonObject { ["file"] = $"photos/{name}", ["alt"] = new JsonObject { ["en"] = alt } };

    private Task<long> RevisionAsync() => platform.ScalarAsync<long>("madrid", "select sum(revision)::bigint from revisions");

    private async Task ApplyAsync(JsonObject[] photos)
    {
        var file = Template.Club("madrid");
        if (photos.Length > 0) file["venues"]![0]!["photos"] = new JsonArray([.. photos.Select(photo => photo.DeepClone())]);
        var pictures = new Dictionary<string, byte[]>
        {
            ["photos/court-1.jpg"] = Phone,
            ["photos/cafe.png"] = Cafe,
            // It begins like a picture and ends soon.
            ["photos/broken.png"] = Pictures.Of(SKEncodedImageFormat.Png, 600, 400)[..300],
        };
        await Office.ApplyAsync(file, pictures, _ => { });
    }
}
