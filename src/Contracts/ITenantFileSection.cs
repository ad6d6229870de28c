using System.Text.Json.Nodes;

namespace PadelSaaS.Contracts;

/// <summary>
/// A service's part of a tenant's file (<c>tenants/README.md</c>). What <c>padel tenant apply</c> reads, <c>export</c> writes
/// back, so that a club can leave with everything it came with.
/// </summary>
public interface ITenantFileSection
{
    /// <summary>Property of the file this section answers for, such as <c>venues</c>.</summary>
    string Name { get; }

    /// <summary>Sections are applied in this order: what others point to comes first.</summary>
    int Order { get; }

    /// <summary>Looks whether the section keeps the rules, before anything of the file is written.</summary>
    /// <exception cref="Tenants.TenantFileException">It breaks one; the message names the property and the rule.</exception>
    void Check(JsonNode? section, JsonObject file);

    /// <summary>Brings the tenant's rows in line with the section. Applying the same section twice changes nothing the second time.</summary>
    /// <param name="tenant">Whose rows.</param>
    /// <param name="section">The property's value; <see langword="null"/> where the file has none.</param>
    /// <param name="file">The whole file, for a section that builds on its neighbours.</param>
    /// <param name="stop">Ends the work early; the transaction is rolled back.</param>
    Task ApplyAsync(Guid tenant, JsonNode? section, JsonObject file, CancellationToken stop);

    /// <summary>The section as it would have to be written to get the present rows; <see langword="null"/> when there is nothing to say.</summary>
    Task<JsonNode?> ExportAsync(Guid tenant, CancellationToken stop);
}
