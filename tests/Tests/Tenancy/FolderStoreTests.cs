using Microsoft.Extensions.Configuration;
using PadelSaaS.Platform.Storage;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Tests.Tenancy;

/// <summary>Files in a folder: whole or not at all, and never beside it.</summary>
public sealed class FolderStoreTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("padel-store-").FullName;

    private FolderStore Store => new(new ConfigurationBuilder().AddInMemoryCollection([new("Storage:Folder", folder)]).Build());

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("../outside.webp")]
    [InlineData("/etc/outside.webp")]
    [InlineData("a/../../outside.webp")]
    [InlineData("a//b.webp")]
    [InlineData("a/./b.webp")]
    [InlineData(".incoming/b.webp")]
    [InlineData("a\\b.webp")]
    [InlineData("a/b.webp\n")]
    [InlineData("A.webp")]
    [InlineData("a/b.exe")]
    [InlineData("")]
    public async Task A_key_that_is_none_is_refused_before_anything_is_touched(string key)
    {
        await Should.ThrowAsync<ArgumentException>(() => Store.PutAsync(key, "image/webp", new byte[] { 1 }, default));
        await Should.ThrowAsync<ArgumentException>(async () => await Store.OpenAsync(key, default));
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_is_written_read_replaced_listed_and_taken_away()
    {
        await Store.PutAsync("t/a/1.webp", "image/webp", new byte[] { 1, 2 }, default);
        await Store.PutAsync("t/a/1.webp", "image/webp", new byte[] { 3 }, default);
        await Store.PutAsync("t/ab/2.webp", "image/webp", new byte[] { 4 }, default);
        await Should.ThrowAsync<ArgumentException>(() => Store.PutAsync("t/a/3.webp", "text/html", new byte[] { 5 }, default));

        var file = (await Store.OpenAsync("t/a/1.webp", default))!;
        await using (file.Content) (file.ContentType, file.Length, file.Content.ReadByte()).ShouldBe(("image/webp", 1L, 3));
        (await KeysAsync("t/a/")).ShouldBe(["t/a/1.webp"]);
        Directory.GetFiles(Path.Combine(folder, ".incoming")).ShouldBeEmpty();

        await Store.DeleteAsync("t/a/1.webp", default);
        await Store.DeleteAsync("t/a/1.webp", default);
        (await Store.OpenAsync("t/a/1.webp", default)).ShouldBeNull();
        (await KeysAsync("t/a/")).ShouldBeEmpty();
        (await KeysAsync("t/ab/")).ShouldBe(["t/ab/2.webp"]);
    }

    [Fact]
    public async Task One_name_at_two_clubs_is_two_files()
    {
        var (one, other) = (Files(1), Files(2));
        await one.PutAsync("photos/1.webp", "image/webp", new byte[] { 1 }, default);

        (await other.OpenAsync("photos/1.webp", default)).ShouldBeNull();
        await other.DeleteAllAsync("photos/", default);
        await using var kept = (await one.OpenAsync("photos/1.webp", default))!.Content;
        kept.ReadByte().ShouldBe(1);
    }

    private ClubFiles Files(byte number)
    {
        var current = new CurrentTenant();
        current.Set(new TenantInfo(new Guid(number, 0, 0, new byte[8]), $"club-{number}", "Club", $"t_{number}", TenantState.Open, "ES", "EUR", "Europe/Madrid", ["en"], "{}"));
        return new ClubFiles(Store, current);
    }

    private async Task<List<string>> KeysAsync(string prefix)
    {
        var keys = new List<string>();
        await foreach (var file in Store.ListAsync(prefix, default)) keys.Add(file.Key);
        return keys;
    }
}
