using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PadelSaaS.Contracts.Tenants;

namespace PadelSaaS.Players.TenantFile;

/// <summary>A customer as the tenant's file writes them. Who has no address is found again by name and number.</summary>
/// <param name="Groups">Groups they are in, and until when.</param>
internal sealed record CustomerEntry(
    string? Email, string? Name, string? Phone, string? Language, IReadOnlyList<string>? Tags, IReadOnlyList<CustomerEntry.Place>? Groups, string? Blocked, DateTimeOffset? MarketingConsentAt)
{
    internal sealed record Place(string Key, DateOnly? Until);

    /// <summary>The customers of the section, checked against the groups of the same file.</summary>
    public static List<CustomerEntry> Read(JsonNode? section, JsonObject file)
    {
        List<CustomerEntry> entries;
        try
        {
            entries = section.Deserialize<List<CustomerEntry>>(JsonSerializerOptions.Web) ?? [];
        }
        catch (JsonException malformed)
        {
            throw new TenantFileException($"customers: {malformed.Message}");
        }
        var groups = GroupsSection.Read(file["groups"]).Select(group => group.Key).ToHashSet();
        foreach (var entry in entries)
        {
            if (entry.Email is null && entry.Name is null) throw new TenantFileException("customers: every customer needs an 'email' or a 'name'.");
            if (entry.Groups?.FirstOrDefault(place => !groups.Contains(place.Key)) is { } unknown)
                throw new TenantFileException($"customers: there is no group '{unknown.Key}'.");
        }
        return entries;
    }

    public static JsonObject Write(Customer customer, IEnumerable<GroupMember> places)
    {
        var entry = new JsonObject();
        if (customer.Email is { } email) entry["email"] = email.ToLowerInvariant();
        // What an account says of its holder stands under people.
        if (customer.AccountId is null)
        {
            entry["name"] = customer.Name;
            if (customer.Phone is { } phone) entry["phone"] = phone;
            entry["language"] = customer.Language;
        }
        if (customer.Tags.Length > 0) entry["tags"] = new JsonArray([.. customer.Tags.Select(tag => (JsonNode)tag)]);
        var groups = new JsonArray([.. places.Select(Write)]);
        if (groups.Count > 0) entry["groups"] = groups;
        if (customer.BlockedReason is { } reason) entry["blocked"] = reason;
        if (customer.MarketingConsentAt is { } at) entry["marketingConsentAt"] = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        return entry;
    }

    private static JsonNode Write(GroupMember place)
    {
        var entry = new JsonObject { ["key"] = place.GroupKey };
        if (place.Until is { } until) entry["until"] = until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return entry;
    }
}
