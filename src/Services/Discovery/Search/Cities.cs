using Npgsql;
using PadelSaaS.Contracts;
using PadelSaaS.Platform;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Discovery.Search;

/// <summary>A city in which somebody can play.</summary>
/// <param name="Slug">Its name in an address, such as <c>malaga</c>.</param>
/// <param name="PriceFrom">What an hour costs at the best of times; <see langword="null"/> where no venue says so, or they take different money.</param>
public sealed record City(string Country, string Name, string Slug, int Venues, int Courts, Money? PriceFrom)
{
    /// <summary>Path of its page.</summary>
    public string Path => $"/courts/in/{Country.ToLowerInvariant()}/{Uri.EscapeDataString(Slug)}";

    /// <summary>A name as it stands in an address: folded, with dashes between words.</summary>
    public static string SlugOf(string name) => string.Join('-', string.Concat(FoldedText.Of(name).Select(letter => char.IsLetterOrDigit(letter) ? letter : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>The cities of all clubs that are open, by what their venues say. Names that differ in accents and capitals only are one city.</summary>
internal sealed class Cities(UnitOfWork work, ITenantStore tenants)
{
    private const string Sql = """
        select tenant_role::text, country, city, count(*)::int, sum(courts)::int, currency, min(price_from_minor) from found_venues where active group by tenant_role, country, city, currency
        """;

    private sealed record Row(string Schema, string Country, string Name, int Venues, int Courts, Money? PriceFrom);

    /// <summary>All of them, by country and name.</summary>
    public async Task<IReadOnlyList<City>> AllAsync(CancellationToken stop)
    {
        var open = (await tenants.AllAsync(stop)).Where(tenant => tenant.State == TenantState.Open).Select(tenant => tenant.Schema).ToHashSet();
        return [.. (await ReadAsync(stop)).Where(row => open.Contains(row.Schema)).GroupBy(row => (row.Country, Slug: City.SlugOf(row.Name))).Where(same => same.Key.Slug.Length > 0).Select(same => Sum(same.Key.Country, same.Key.Slug, [.. same]))
            .OrderBy(city => city.Country, StringComparer.Ordinal).ThenBy(city => city.Slug, StringComparer.Ordinal)];
    }

    /// <summary>The city of a page's address; <see langword="null"/> where nobody can play.</summary>
    public async Task<City?> FindAsync(string country, string slug, CancellationToken stop) =>
        (await AllAsync(stop)).FirstOrDefault(city => string.Equals(city.Country, country, StringComparison.OrdinalIgnoreCase) && city.Slug == City.SlugOf(slug));

    private static City Sum(string country, string slug, List<Row> rows)
    {
        var prices = rows.Select(row => row.PriceFrom).OfType<Money>().ToList();
        return new City(country, rows.GroupBy(row => row.Name).MaxBy(same => same.Sum(row => row.Venues))!.Key, slug, rows.Sum(row => row.Venues), rows.Sum(row => row.Courts),
            prices.Count > 0 && prices.TrueForAll(price => price.Currency == prices[0].Currency) ? prices.MinBy(price => price.AmountMinor) : null);
    }

    private async Task<List<Row>> ReadAsync(CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        try
        {
            await using var command = work.Command(Sql);
            await using var row = await command.ExecuteReaderAsync(stop);
            var rows = new List<Row>();
            while (await row.ReadAsync(stop)) rows.Add(Read(row));
            return rows;
        }
        finally
        {
            await work.RollbackAsync();
        }
    }

    private static Row Read(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetInt32(4), row.IsDBNull(6) ? null : new Money(row.GetInt64(6), row.GetString(5)));
}
