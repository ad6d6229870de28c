using System.Runtime.CompilerServices;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Storage;

/// <summary>Files of the scope's club: the same names as at another club, and never the same files.</summary>
public sealed class ClubFiles(IFileStore store, CurrentTenant current)
{
    private string Prefix => $"t/{current.Info.Id:n}/";

    /// <inheritdoc cref="IFileStore.PutAsync"/>
    public Task PutAsync(string name, string contentType, ReadOnlyMemory<byte> content, CancellationToken stop) => store.PutAsync(Prefix + name, contentType, content, stop);

    /// <inheritdoc cref="IFileStore.OpenAsync"/>
    public Task<StoredFile?> OpenAsync(string name, CancellationToken stop) => store.OpenAsync(Prefix + name, stop);

    /// <summary>Takes away everything in a folder, which ends with a slash.</summary>
    public async Task DeleteAllAsync(string folder, CancellationToken stop)
    {
        await foreach (var file in store.ListAsync(Prefix + folder, stop)) await store.DeleteAsync(file.Key, stop);
    }

    /// <summary>Takes one file away.</summary>
    public Task DeleteAsync(string name, CancellationToken stop) => store.DeleteAsync(Prefix + name, stop);

    /// <summary>Files in a folder, which ends with a slash, under the names they have at this club.</summary>
    public async IAsyncEnumerable<ListedFile> ListAsync(string folder, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var file in store.ListAsync(Prefix + folder, stop)) yield return file with { Key = file.Key[Prefix.Length..] };
    }
}
