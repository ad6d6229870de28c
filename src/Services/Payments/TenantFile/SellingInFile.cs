using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Payments.Memberships;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Payments;

/// <summary>What a tenant's file says of things the club sells besides courts.</summary>
internal sealed record SellingInFile(SellingInFile.WalletEntry? Wallet, IReadOnlyList<SellingInFile.PackEntry> Packs, IReadOnlyList<SellingInFile.PlanEntry> Plans)
{
    internal sealed record WalletEntry(bool PayWith, IReadOnlyList<long>? TopUps, IReadOnlyList<long>? GiftAmounts, int? TopUpValidDays, int? ReturnedDays, int? BreakageTaxBps, string? CancelledTo)
    {
        private const int UsualReturnedDays = 90;

        [JsonIgnore] public WalletTerms Terms => new(PayWith, TopUps, GiftAmounts, TopUpValidDays, ReturnedDays ?? UsualReturnedDays, BreakageTaxBps ?? 0, CancelledTo ?? WalletSettings.ToOrigin);
    }

    internal sealed record PackEntry(string Name, long Price, long Credit, int? ValidDays, IReadOnlyList<int>? Days, bool? Active)
    {
        [JsonIgnore] public PackInput Input => new(Name, Price, Credit, ValidDays, Days, Active ?? true);
    }

    internal sealed record PlanEntry(string Name, string? Description, string Group, long Price, int Months, long? Credit, bool? Active)
    {
        [JsonIgnore] public PlanInput Input => new(Name, Description, Group, Price, Months, Credit ?? 0, Active ?? true);
    }

    /// <summary>Reads and checks the parts of the section; everything may be left out.</summary>
    public static SellingInFile Read(JsonNode? section)
    {
        SellingInFile read;
        try
        {
            read = new SellingInFile(
                section?["wallet"].Deserialize<WalletEntry>(JsonSerializerOptions.Web),
                section?["packs"].Deserialize<List<PackEntry>>(JsonSerializerOptions.Web) ?? [],
                section?["plans"].Deserialize<List<PlanEntry>>(JsonSerializerOptions.Web) ?? []);
        }
        catch (JsonException malformed)
        {
            throw new TenantFileException($"payments: {malformed.Message}");
        }
        if (read.Wallet is { } wallet) Refuse("wallet", wallet.Terms.Check);
        foreach (var pack in read.Packs) Refuse($"packs: '{pack.Name}'", pack.Input.Check);
        foreach (var plan in read.Plans) Refuse($"plans: '{plan.Name}'", checks => checks.That(plan.Price > 0 && plan.Months is 1 or 3 or 12 && plan.Name?.Length is > 0 and <= 60, "plan", "a name, a price and 1, 3 or 12 months are needed."));
        var twice = Twice(read.Packs.Select(pack => pack.Name)) ?? Twice(read.Plans.Select(plan => plan.Name));
        return twice is null ? read : throw new TenantFileException($"payments: '{twice}' stands there twice.");
    }

    private static string? Twice(IEnumerable<string> names) => names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1)?.Key;

    private static void Refuse(string part, Action<Checks> check)
    {
        var checks = new Checks();
        check(checks);
        if (!checks.Pass && checks.Refusal() is { } refusal) throw new TenantFileException($"payments.{part}: {refusal.Sentence}");
    }
}
