using System.Net;
using System.Runtime.CompilerServices;
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
            services.Replace(ServiceDescriptor.Singleton<IFileStore>(provider => new DyingStore(provider.GetRequiredService<FolderStore>(), this)));
        }

        /// <summary>What happens between a list of files and what is done with it.</summary>
        public Func<Task> Listed { get; set; } = () => Task.CompletedTask;
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

    [Fact]
    public async Task Every_night_old_files_that_no_row_names_go_and_never_one_whose_row_came_meanwhile()
    {
        var (madrid, lahore) = (await platform.TenantAsync("madrid"), await platform.TenantAsync("lahore"));
        var venue = await platform.ScalarAsync<Guid>("madrid", "select id from venues limit 1");
        var (orphan, young, named, late, archive) = (Id(1), Id(2), Id(3), Id(4), Id(5));
        string[] keys =
        [
            $"t/{madrid.Id:n}/photos/{orphan}/480.webp", $"t/{madrid.Id:n}/exports/{archive:n}/archive.sealed", $"t/{lahore.Id:n}/photos/{named}/480.webp",
            $"t/{madrid.Id:n}/photos/{young}/480.webp", $"t/{madrid.Id:n}/photos/{named}/480.webp", $"t/{madrid.Id:n}/photos/{late}/480.webp", $"t/{madrid.Id:n}/photos/nobody-knows/480.webp",
        ];
        var folder = platform.Services.GetRequiredService<FolderStore>();
        foreach (var key in keys)
        {
            await folder.PutAsync(key, FileKey.ContentType(key), new byte[] { 1 }, default);
            if (!key.Contains($"{young}", StringComparison.Ordinal)) File.SetLastWriteTimeUtc(Path.Combine(platform.Files, key), TimeProvider.System.GetUtcNow().UtcDateTime - OrphanSweep.Age - TimeSpan.FromMinutes(1));
        }
        await NameAsync(named);
        platform.Listed = () => NameAsync(late);
        var gone = await platform.Services.GetRequiredService<OrphanSweep>().RunAsync(default);
        platform.Listed = () => Task.CompletedTask;

        // A row of one club names nothing at another.
        keys.Where(key => !File.Exists(Path.Combine(platform.Files, key))).ShouldBe(keys[..3]);
        gone.ShouldBe(3);
        await platform.ExecuteAsync("madrid", $"delete from venue_photos where id in ('{named}', '{late}')");
        Directory.Delete(Path.Combine(platform.Files, "t"), recursive: true);

        Task NameAsync(Guid photo) => platform.ExecuteAsync("madrid",
            $"insert into venue_photos (id, venue_id, checksum, width, height, widths, alt, position, created_at) values ('{photo}', '{venue}', '{photo}', 480, 300, '{{480}}', '{{}}', 90, now()) on conflict do nothing");

        static Guid Id(int number) => new(number, 7, 7, new byte[8]);
    }

    private int Files() => Directory.GetFiles(platform.Files, "*.webp", SearchOption.AllDirectories).Length;

    private sealed class DyingStore(FolderStore folder, Dying fixture) : IFileStore
    {
        public async Task PutAsync(string key, string contentType, ReadOnlyMemory<byte> content, CancellationToken stop)
        {
            await folder.PutAsync(key, contentType, content, stop);
            if (key.EndsWith("/960.webp", StringComparison.Ordinal)) throw new IOException("The lights went out.");
        }

        public Task<StoredFile?> OpenAsync(string key, CancellationToken stop) => folder.OpenAsync(key, stop);

        public Task DeleteAsync(string key, CancellationToken stop) => folder.DeleteAsync(key, stop);

        public async IAsyncEnumerable<ListedFile> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken stop)
        {
            await foreach (var file in folder.ListAsync(prefix, stop)) yield return file;
            await fixture.Listed();
        }
    }
}
