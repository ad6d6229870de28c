using System.Text.Json;
using System.Text.Json.Nodes;
using PadelSaaS.Contracts.Tenants;

namespace PadelSaaS.Payments;

/// <summary>What a demo's people have bought already: the property <c>demo.shop</c>. All of it is bought as anybody buys it, at the development provider.</summary>
internal sealed record DemoShop(IReadOnlyList<DemoShop.Member>? Members, IReadOnlyList<DemoShop.Buyer>? Packs, IReadOnlyList<DemoShop.Gift>? GiftCards, IReadOnlyList<DemoShop.Batch>? Vouchers)
{
    internal sealed record Member(string Player, string Plan);

    internal sealed record Buyer(string Player, string Pack);

    internal sealed record Gift(string Player, long Amount, string? For, string? Email, string? Message, int? InDays);

    internal sealed record Batch(string Name, int Count, long Amount, int? ValidDays);

    public static DemoShop? Read(JsonNode? section)
    {
        try
        {
            return section.Deserialize<DemoShop>(JsonSerializerOptions.Web);
        }
        catch (JsonException malformed)
        {
            throw new TenantFileException($"demo.shop: {malformed.Message}");
        }
    }
}
