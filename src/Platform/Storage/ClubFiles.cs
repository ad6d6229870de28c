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
        await foreach (var key in store.ListAsync(Prefix + folder, stop)) await store.DeleteAsync(key, stop);
    }

    /// <summary>Names that begin with a folder, which ends with a slash.</summary>
    public async IAsyncEnumerable<string> ListAsync(string folder, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var key in store.ListAsync(Prefix + folder, stop)) yield return key[Prefix.Length..];
    }
}
