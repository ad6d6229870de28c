using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Promos;

/// <summary>The property <c>promoCodes</c> of a tenant's file. A code the file does not name is left alone: it may have been used.</summary>
internal sealed class PromoSection(UnitOfWork work, IVenues venues, CurrentTenant current, TimeProvider clock) : ITenantFileSection
{
    private const string ByFile = "tenant file";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public string Name => "promoCodes";

    public int Order => 35;

    /// <param name="Courts">As <c>venue/court</c>, by their keys.</param>
    internal sealed record Entry(
        string? Code, int? PercentBps, long? Amount, DateOnly? From, DateOnly? To, int? MostUses, int? MostPerCustomer, long? LeastPrice, IReadOnlyList<int>? Days, IReadOnlyList<string>? Courts, bool? Active);

    public void Check(JsonNode? section, JsonObject file)
    {
        foreach (var entry in Read(section))
        {
            var checks = new Checks();
            InputOf(entry, []).Check(checks, (string?)file["currency"] ?? "EUR", text => text);
            if (checks.Errors.FirstOrDefault() is { Key: not null } wrong) throw new TenantFileException($"promoCodes: '{entry.Code}': {wrong.Key}: {wrong.Value[0]}");
            foreach (var court in entry.Courts ?? [])
                if (!IsInFile(court, file)) throw new TenantFileException($"promoCodes: '{entry.Code}': there is no court '{court}'; write venue/court, by their keys.");
        }
        if (Read(section).GroupBy(entry => PromoCode.Spelled(entry.Code!)).FirstOrDefault(same => same.Count() > 1) is { } twice) throw new TenantFileException($"promoCodes: '{twice.Key}' stands there twice.");
    }

    public async Task ApplyAsync(Guid tenant, JsonNode? section, JsonObject file, CancellationToken stop)
    {
        if (section is null) return;
        var now = clock.GetUtcNow();
        var courts = (await venues.AllAsync(stop)).SelectMany(venue => venue.Courts.Select(court => (Key: $"{venue.Key}/{court.Key}", court.Id))).ToDictionary(one => one.Key, one => one.Id);
        await work.BeginAsync(stop);
        var model = work.Model<BookingModel>();
        var known = await model.PromoCodes.FromSql($"select * from promo_codes for update").ToListAsync(stop);
        foreach (var entry in Read(section))
        {
            var input = InputOf(entry, courts);
            var code = known.Find(one => one.Code == PromoCode.Spelled(entry.Code!));
            if (code is not null && input.Says(code)) continue;
            if (code is null) model.Add(code = new PromoCode { Id = Guid.CreateVersion7(now), Currency = current.Info.Currency, CreatedAt = now, Revision = 0 });
            input.WriteTo(code);
            (code.Revision, code.UpdatedAt, code.UpdatedBy) = (code.Revision + 1, now, ByFile);
        }
        await work.CommitAsync(stop);
    }

    public async Task<JsonNode?> ExportAsync(Guid tenant, CancellationToken stop)
    {
        var courts = (await venues.AllAsync(stop)).SelectMany(venue => venue.Courts.Select(court => (court.Id, Key: $"{venue.Key}/{court.Key}"))).ToDictionary(one => one.Id, one => one.Key);
        await work.BeginAsync(stop);
        var all = await work.Model<BookingModel>().PromoCodes.AsNoTracking().OrderBy(code => code.Code).ToListAsync(stop);
        await work.RollbackAsync();
        // A code whose courts are all gone counts nowhere, and must not come back as one that counts everywhere.
        var spoken = all.Where(code => code.CourtIds.Length == 0 || code.CourtIds.Any(courts.ContainsKey)).ToList();
        return spoken.Count == 0 ? null : JsonSerializer.SerializeToNode(spoken.Select(code => new Entry(
            code.Code, code.BasisPoints, code.AmountMinor, code.FirstDate, code.LastDate, code.MostUses, code.MostPerCustomer, code.LeastMinor, code.Weekdays.Length == 0 ? null : code.Weekdays,
            code.CourtIds.Length == 0 ? null : [.. code.CourtIds.Where(courts.ContainsKey).Select(id => courts[id]).Order(StringComparer.Ordinal)], code.Active ? null : false)), Options);
    }

    private static PromoInput InputOf(Entry entry, Dictionary<string, Guid> courts) => new(
        entry.Code, entry.PercentBps, entry.Amount, entry.From, entry.To, entry.MostUses, entry.MostPerCustomer, entry.LeastPrice, entry.Days,
        [.. (entry.Courts ?? []).Select(court => courts.GetValueOrDefault(court)).Where(id => id != Guid.Empty)], entry.Active ?? true);

    private static bool IsInFile(string court, JsonObject file) => court.Split('/') is [var venueKey, var courtKey]
        && (file["venues"] as JsonArray ?? []).Any(venue => (string?)venue?["key"] == venueKey && (venue["courts"] as JsonArray ?? []).Any(one => (string?)one?["key"] == courtKey));

    private static List<Entry> Read(JsonNode? section)
    {
        try
        {
            return section.Deserialize<List<Entry>>(Options) ?? [];
        }
        catch (JsonException malformed)
        {
            throw new TenantFileException(string.Create(CultureInfo.InvariantCulture, $"promoCodes: {malformed.Message}"));
        }
    }
}
