using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Storage;
using PadelSaaS.S3;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Peers;
using PadelSaaS.Tests.Venues.Manage;
using PadelSaaS.Venues.Photos;

namespace PadelSaaS.Tests.Tenancy;

/// <summary>Files in a bucket of a store that is not ours (s3rver), also while it dies.</summary>
public sealed class S3StoreTests(S3StoreTests.InBucket platform) : IClassFixture<S3StoreTests.InBucket>
{
    public sealed class InBucket : PlatformFixture
    {
        internal S3Server Bucket { get; } = new();

        protected override IReadOnlyDictionary<string, string> Settings => Bucket.Settings;

        public override async Task InitializeAsync()
        {
            await Bucket.StartAsync();
            await base.InitializeAsync();
        }

        public override async Task DisposeAsync()
        {
            await base.DisposeAsync();
            await Bucket.DisposeAsync();
        }
    }

    private IFileStore Store => platform.Services.GetRequiredService<IFileStore>();

    [Fact]
    public async Task A_file_is_written_read_replaced_listed_and_taken_away()
    {
        var large = RandomNumberGenerator.GetBytes(3_000_000);
        await Store.PutAsync("t/a/1.webp", "image/webp", new byte[] { 1, 2 }, default);
        await Store.PutAsync("t/a/1.webp", "image/webp", large, default);
        await Store.PutAsync("t/ab/2.webp", "image/webp", new byte[] { 4 }, default);
        await Should.ThrowAsync<ArgumentException>(() => Store.PutAsync("t/a/3.webp", "text/html", new byte[] { 5 }, default));
        await Should.ThrowAsync<ArgumentException>(() => Store.PutAsync("../3.webp", "image/webp", new byte[] { 5 }, default));

        (await ReadAsync("t/a/1.webp")).ShouldBe(large);
        (await KeysAsync("t/a/")).ShouldBe(["t/a/1.webp"]);
        await Task.WhenAll(Enumerable.Range(0, 60).Select(nr => Store.PutAsync($"t/many/{nr}.webp", "image/webp", new byte[] { 1 }, default)));
        (await KeysAsync("t/many/")).Count.ShouldBe(60);

        await Store.DeleteAsync("t/a/1.webp", default);
        await Store.DeleteAsync("t/a/1.webp", default);
        (await Store.OpenAsync("t/a/1.webp", default)).ShouldBeNull();
        (await KeysAsync("t/a/")).ShouldBeEmpty();
        (await KeysAsync("t/ab/")).ShouldBe(["t/ab/2.webp"]);
    }

    [Fact]
    public async Task Photos_lie_in_the_bucket_and_a_store_that_dies_takes_nothing_with_it()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.AddAsync("Bucket");
        var photos = $"/api/v1/manage/venues/{venue["id"]}/photos";
        (await SendAsync(owner, photos, 900, "Before")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var path = $"/media/photos/{(await owner.SeeAsync(venue))["photos"]![0]!["id"]}/480.webp";
        var before = await (await platform.Madrid().GetAsync(path)).Content.ReadAsByteArrayAsync();
        // Another club's key is nobody's here.
        (await platform.Lahore().GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var tenant = await platform.TenantAsync("madrid");
        var kept = await KeysAsync($"t/{tenant.Id:n}/photos/");
        kept.ShouldNotBeEmpty();

        // Cut in the middle of a file, then dead altogether: the upload is refused for now, nothing of it is to be seen, and no page fails for it.
        platform.Bucket.CutAfter = 20_000;
        var cut = await SendAsync(owner, photos, 1700, "In the middle");
        (cut.StatusCode, cut.Headers.RetryAfter?.ToString()).ShouldBe((HttpStatusCode.ServiceUnavailable, "2"));
        platform.Bucket.CutAfter = null;
        await platform.Bucket.KillAsync();
        (await SendAsync(owner, photos, 1700, "Dead")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await platform.Madrid().GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await owner.SeeAsync(venue))["photos"]!.AsArray().Count.ShouldBe(1);

        (await platform.Services.GetRequiredService<OrphanSweep>().RunAsync(default)).ShouldBe(0);

        // It comes back: what was there is there, the same upload goes through, and leftovers of the broken ones are taken away.
        await platform.Bucket.StartAsync();
        (await (await platform.Madrid().GetAsync(path)).Content.ReadAsByteArrayAsync()).ShouldBe(before);
        (await SendAsync(owner, photos, 1700, "Dead")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await owner.SeeAsync(venue))["photos"]!.AsArray().Count.ShouldBe(2);
        platform.Clock.Advance(TidyPhoto.Patience);
        await platform.SettleAsync();
        var now = await KeysAsync($"t/{tenant.Id:n}/photos/");
        now.Except(kept).Select(key => key.Split('/')[3]).Distinct().Count().ShouldBe(1);
        kept.ShouldBeSubsetOf(now);
    }

    [Fact]
    public void Settings_that_contradict_each_other_are_refused_before_anything_starts()
    {
        Refused(("Endpoint", "store.example/path")).ShouldContain("Endpoint");
        Refused(("AccessKey", "me")).ShouldContain("SecretKey");
        Refused(("Patience", "0")).ShouldContain("Patience");
        var services = new ServiceCollection().AddSingleton<IFileStore, FolderStore>();
        services.AddS3(new ConfigurationBuilder().Build()).Single().ImplementationType.ShouldBe(typeof(FolderStore));
    }

    private static string Refused((string Name, string Value) setting) => Should.Throw<InvalidOperationException>(() => new ServiceCollection().AddS3(
        new ConfigurationBuilder().AddInMemoryCollection([new("Storage:S3:Bucket", "b"), new($"Storage:S3:{setting.Name}", setting.Value)]).Build())).Message;

    private static Task<HttpResponseMessage> SendAsync(Owner owner, string path, int width, string alt) => owner.Visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, path)
    {
        Content = Pictures.Form(Pictures.Noisy(width, 600), alt),
    });

    private async Task<byte[]> ReadAsync(string key)
    {
        var file = (await Store.OpenAsync(key, default))!;
        await using var content = file.Content;
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes);
        (bytes.Length, file.ContentType).ShouldBe((file.Length, "image/webp"));
        return bytes.ToArray();
    }

    private async Task<List<string>> KeysAsync(string folder)
    {
        var keys = new List<string>();
        await foreach (var file in Store.ListAsync(folder, default)) keys.Add(file.Key);
        return keys;
    }
}
