using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PadelSaaS.Platform.Storage;
using PadelSaaS.Tests.House;
using PadelSaaS.Venues.Photos;
using SkiaSharp;

namespace PadelSaaS.Tests.Venues.Manage;

/// <summary>A process dies between the files of a photo and its row: nobody would find them any more.</summary>
public sealed class OrphanPhotoTests(OrphanPhotoTests.Dying platform) : IClassFixture<OrphanPhotoTests.Dying>
{
    /// <summary>A store that writes the second file and takes everything down with it.</summary>
    public sealed class Dying : PlatformFixture
    {
        protected override void More(IServiceCollection services)
        {
            services.AddSingleton<FolderStore>();
            services.Replace(ServiceDescriptor.Singleton<IFileStore, DyingStore>());
        }
    }

    [Fact]
    public async Task Files_without_a_row_are_taken_away_once_nobody_can_be_writing_them_any_more()
    {
        var owner = await Owner.OfAsync(platform);
        var venue = await owner.AddAsync("Orphan");

        var died = await owner.Visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"/api/v1/manage/venues/{venue["id"]}/photos")
        {
            Content = Pictures.Form(Pictures.Of(SKEncodedImageFormat.Jpeg, 1000, 600), "A court"),
        });

        died.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await owner.SeeAsync(venue))["photos"]!.AsArray().ShouldBeEmpty();
        await platform.SettleAsync();
        Files().ShouldBe(2);
        platform.Clock.Advance(TidyPhoto.Patience);
        await platform.SettleAsync();
        Files().ShouldBe(0);
    }

    private int Files() => Directory.GetFiles(platform.Files, "*.webp", SearchOption.AllDirectories).Length;

    private sealed class DyingStore(FolderStore folder) : IFileStore
    {
        public async Task PutAsync(string key, string contentType, ReadOnlyMemory<byte> content, CancellationToken stop)
        {
            await folder.PutAsync(key, contentType, content, stop);
            if (key.EndsWith("/960.webp", StringComparison.Ordinal)) throw new IOException("The lights went out.");
        }

        public Task<StoredFile?> OpenAsync(string key, CancellationToken stop) => folder.OpenAsync(key, stop);

        public Task DeleteAsync(string key, CancellationToken stop) => folder.DeleteAsync(key, stop);

        public IAsyncEnumerable<ListedFile> ListAsync(string prefix, CancellationToken stop) => folder.ListAsync(prefix, stop);
    }
}
