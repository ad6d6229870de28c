using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;

namespace PadelSaaS.Platform.Storage;

/// <summary>
/// Files in a folder of this machine (<c>Storage:Folder</c>). One is written beside its place and then renamed: nobody reads half of it,
/// and a process that dies leaves nothing under the key.
/// </summary>
public sealed class FolderStore(IConfiguration configuration) : IFileStore
{
    // No key begins with a dot.
    private const string Incoming = ".incoming";
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);
    private readonly string root = Path.GetFullPath(configuration["Storage:Folder"] ?? Path.Combine(AppContext.BaseDirectory, "files"));

    /// <inheritdoc/>
    public async Task PutAsync(string key, string contentType, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        var path = PathOf(key);
        if (FileKey.ContentType(key) != contentType) throw new ArgumentException($"{key} is no {contentType}", nameof(contentType));
        var incoming = Directory.CreateDirectory(Path.Combine(root, Incoming));
        // The file system's clock is the machine's, whatever a test says the time is.
        var now = TimeProvider.System.GetUtcNow();
        foreach (var left in incoming.EnumerateFiles().Where(file => file.LastWriteTimeUtc + Forgotten < now.UtcDateTime)) left.Delete();

        var draft = Path.Combine(incoming.FullName, $"{Guid.CreateVersion7(now):n}");
        await using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None, 4096, FileOptions.Asynchronous))
        {
            await file.WriteAsync(content, stop);
            file.Flush(flushToDisk: true);
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(draft, path, overwrite: true);
    }

    /// <inheritdoc/>
    public Task<StoredFile?> OpenAsync(string key, CancellationToken stop)
    {
        var (path, type) = (PathOf(key), FileKey.ContentType(key));
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 4096, FileOptions.Asynchronous | FileOptions.SequentialScan);
            return Task.FromResult<StoredFile?>(new StoredFile(file, type, file.Length));
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<StoredFile?>(null);
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string key, CancellationToken stop)
    {
        var path = PathOf(key);
        if (!File.Exists(path)) return Task.CompletedTask;
        File.Delete(path);
        // Folders are nothing by themselves; one that somebody else fills just now stays.
        try
        {
            for (var folder = Path.GetDirectoryName(path)!; folder != root && !Directory.EnumerateFileSystemEntries(folder).Any(); folder = Path.GetDirectoryName(folder)!) Directory.Delete(folder);
        }
        catch (IOException) { }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ListedFile> ListAsync(string folder, [EnumeratorCancellation] CancellationToken stop)
    {
        var path = PathOf(folder.TrimEnd('/'));
        if (!Directory.Exists(path)) yield break;
        foreach (var file in new DirectoryInfo(path).GetFiles("*", SearchOption.AllDirectories))
        {
            stop.ThrowIfCancellationRequested();
            yield return new ListedFile(Path.GetRelativePath(root, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), file.LastWriteTimeUtc);
        }
        await Task.CompletedTask;
    }

    private string PathOf(string key) => Path.Combine([root, .. FileKey.Check(key).Split('/')]);
}
