using System.Text.Json.Nodes;

namespace PadelSaaS.Contracts.Tenants;

/// <summary>Opens tenants and brings them in line with a file: what the command line does now and the signup portal will do.</summary>
public interface ITenantOffice
{
    /// <summary>
    /// Opens the tenant of the file or brings it up to date, with its pictures. Doing it again changes nothing; after a crash it goes on
    /// where it stopped.
    /// </summary>
    /// <param name="file">The tenant's file (<c>tenants/tenant.schema.json</c>).</param>
    /// <param name="pictures">Pictures the file names.</param>
    /// <param name="progress">Is told each step as it begins.</param>
    /// <returns>The tenant's id.</returns>
    /// <exception cref="TenantFileException">The file breaks a rule; nothing was changed.</exception>
    Task<Guid> ApplyAsync(JsonObject file, IReadOnlyDictionary<string, byte[]> pictures, Action<string> progress, CancellationToken stop = default);

    /// <summary>The tenant as a file and its pictures; <see langword="null"/> when there is none with this slug.</summary>
    Task<(JsonObject File, IReadOnlyDictionary<string, byte[]> Pictures)?> ExportAsync(string slug, CancellationToken stop = default);
}

/// <summary>A tenant's file breaks a rule. The message names the property and the rule.</summary>
public sealed class TenantFileException(string message) : Exception(message);
