namespace PadelSaaS.Platform.Storage;

/// <summary>
/// Files by key, such as <c>t/0190…/photos/0190…/960.webp</c>. A key is written once and read often; what a file is about stands in a row of
/// the database, never here. Use <see cref="ClubFiles"/>, which keeps clubs apart. Any of it may throw <see cref="StoreAwayException"/>.
/// </summary>
public interface IFileStore
{
    /// <summary>Writes the whole file or nothing; one that is there under the key is replaced.</summary>
    /// <exception cref="ArgumentException">The key is none: see <see cref="FileKey"/>.</exception>
    Task PutAsync(string key, string contentType, ReadOnlyMemory<byte> content, CancellationToken stop);

    /// <summary>The file, to be disposed of by the caller; <see langword="null"/> where there is none.</summary>
    Task<StoredFile?> OpenAsync(string key, CancellationToken stop);

    /// <summary>Takes the file away; one that is gone already is no error.</summary>
    Task DeleteAsync(string key, CancellationToken stop);

    /// <summary>Files whose keys begin with a folder, which ends with a slash, in no order.</summary>
    IAsyncEnumerable<ListedFile> ListAsync(string folder, CancellationToken stop);
}

/// <summary>A file that is open for reading.</summary>
/// <param name="Length">In bytes.</param>
public sealed record StoredFile(Stream Content, string ContentType, long Length);

/// <summary>A file as a folder lists it.</summary>
/// <param name="WrittenAt">By the store's clock.</param>
public sealed record ListedFile(string Key, DateTimeOffset WrittenAt);

/// <summary>The store does not answer. Nothing is wrong with what was asked of it: later it may.</summary>
public sealed class StoreAwayException(Exception? cause) : IOException("The file store does not answer.", cause)
{
    /// <summary>Nobody knows why.</summary>
    public StoreAwayException()
        : this(null)
    {
    }
}
