using System.Globalization;
using PadelSaaS.Platform.Http;
using PadelSaaS.Players.Profile;

namespace PadelSaaS.Players.Exchange;

/// <summary>What a line of a file would do.</summary>
/// <param name="Kind"><c>new</c>, <c>changed</c>, <c>same</c> or <c>refused</c>.</param>
/// <param name="Changes">By field: what it is and what it would be.</param>
/// <param name="Column">The column that a rule refuses.</param>
/// <param name="Rule">What the rule says.</param>
public sealed record PlannedLine(int Line, string Kind, string Name, IReadOnlyDictionary<string, string?[]> Changes, string? Column, string? Rule);

/// <summary>
/// Goes through a file line by line: who is meant, what would change, or which rule refuses it. The dry run and the real one are this one
/// function; the dry run works on copies.
/// </summary>
internal sealed class ImportPlan(Visit visit, IReadOnlyCollection<string> groupKeys, ImportIndex index, DateTimeOffset now)
{
    private readonly HashSet<Guid> seen = [];

    /// <summary>Plans a row; <paramref name="customer"/> and <paramref name="places"/> are what it would make of them, for one that is not refused.</summary>
    public PlannedLine Next(int line, string[] cells, IReadOnlyDictionary<string, int> columns, out Customer? customer, out IReadOnlyList<CustomerInput.Place>? places)
    {
        (customer, places) = (null, null);
        var row = columns.ToDictionary(column => column.Key, column => column.Value < cells.Length ? cells[column.Value].Trim() : "");
        var name = row.GetValueOrDefault("name", "");
        if (row.GetValueOrDefault("id", "") is { Length: > 0 } id && !Guid.TryParse(id, out _)) return Refused(line, name, "id", "This is no id.");

        var known = index.Find(row);
        if (known is null && row.GetValueOrDefault("id", "").Length > 0) return Refused(line, name, "id", "There is no customer with this id.");
        if (known is not null && !seen.Add(known.Id)) return Refused(line, name, "name", "This customer stands in the file twice.");

        var checks = new Checks();
        customer = known ?? new Customer { Id = Guid.CreateVersion7(now), Name = "", Language = visit.Tenant!.DefaultLanguage, CreatedAt = now };
        places = Places(row.GetValueOrDefault("groups", ""), checks);
        var changes = new Dictionary<string, string?[]>(Wish(row, customer).Apply(customer, visit, checks, now));
        if (known is not null && places is not null && index.PlacesOf(known.Id) is var before && Written(places) != Written(before)) changes["groups"] = [Written(before), Written(places)];
        else if (known is not null) places = null;
        if (customer.AccountId is null && customer.Email is { } email && checks.Pass) checks.That(index.Owner(email) is null || index.Owner(email) == customer.Id, "email", "Another guest has this address. If they are the same person, merge the two.");
        if (!checks.Pass)
        {
            var (field, rules) = checks.Errors.First();
            return Refused(line, name, field, rules[0]);
        }
        if (known is null)
        {
            index.Add(customer);
            seen.Add(customer.Id);
        }
        return new PlannedLine(line, known is null ? "new" : changes.Count > 0 ? "changed" : "same", customer.Name, changes, null, null);
    }

    // An empty cell says nothing: what the club knows stays.
    private static CustomerInput Wish(Dictionary<string, string> row, Customer customer) => new(
        Cell(row, "name") ?? customer.Name, Address(row, customer), Cell(row, "phone") ?? customer.Phone, Cell(row, "language")?.ToLowerInvariant() ?? customer.Language,
        row.GetValueOrDefault("tags") is { Length: > 0 } tags ? tags.Split([',', ';', '|']) : customer.Tags, null, Cell(row, "blocked") ?? customer.BlockedReason,
        row.GetValueOrDefault("marketing_consent") is { Length: > 0 } consent ? IsYes(consent) : customer.MarketingConsentAt is not null);

    // The same address in other letters is the same address.
    private static string? Address(Dictionary<string, string> row, Customer customer) =>
        Cell(row, "email") is { } email && !email.Equals(customer.Email, StringComparison.OrdinalIgnoreCase) ? email : customer.Email;

    private static string? Cell(Dictionary<string, string> row, string column) => row.GetValueOrDefault(column) is { Length: > 0 } cell ? cell : null;

    private List<CustomerInput.Place>? Places(string cell, Checks checks)
    {
        if (cell.Length == 0) return null;
        var places = new List<CustomerInput.Place>();
        foreach (var part in cell.Split([',', ';', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = part.Split(" until ", 2, StringSplitOptions.TrimEntries);
            DateOnly day = default;
            checks.That(groupKeys.Contains(words[0]), "groups", "The club has no such group.");
            checks.That(words.Length == 1 || DateOnly.TryParseExact(words[1], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day), "groups", "A last day is written 2027-05-31.");
            places.Add(new CustomerInput.Place(words[0], words.Length == 1 ? null : day));
        }
        return [.. places.DistinctBy(place => place.Key)];
    }

    /// <summary>Groups as a cell holds them.</summary>
    public static string Written(IEnumerable<CustomerInput.Place> places) => string.Join(", ", places.OrderBy(place => place.Key, StringComparer.Ordinal)
        .Select(place => place.Until is { } until ? $"{place.Key} until {until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : place.Key));

    private static PlannedLine Refused(int line, string name, string column, string rule) => new(line, "refused", name, new Dictionary<string, string?[]>(), column, rule);

    private static bool IsYes(string cell) => Folded.Text(cell) is not ("no" or "false" or "0" or "-");
}
