using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Npgsql;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Platform.Data;

/// <summary>
/// Statements about one person. In the SQL, <c>@accounts</c> are their accounts, <c>@addresses</c> their addresses in small letters, <c>@bookings</c> their
/// bookings, <c>@names</c> their names, <c>@says</c> a pattern of whatever says who they are, <c>@words</c> one of the words of
/// their names alone, <c>@nobody</c> what stands there instead.
/// </summary>
public sealed class PersonalRows(UnitOfWork work, Person person)
{
    /// <summary>What stands in for an address in a column that has to tell rows apart.</summary>
    private readonly string pseudonym = $"erased {Guid.CreateVersion7():N}";

    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public async Task<int> ExecuteAsync(string sql, CancellationToken stop)
    {
        await using var command = Command(sql);
        return await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>The rows of a query, each as the database writes it in JSON.</summary>
    public async Task<JsonArray> JsonAsync(string query, CancellationToken stop)
    {
        await using var command = Command($"select coalesce(jsonb_agg(to_jsonb(r)), '[]')::text from ({query}) r");
        return (JsonArray)JsonNode.Parse((string)(await command.ExecuteScalarAsync(stop))!)!;
    }

    /// <summary>A pattern of all that says who somebody is, as PostgreSQL reads it; matches nothing where nothing does.</summary>
    public static string Pattern(Person person)
    {
        var says = person.Addresses.Concat(person.Names.Where(name => name.Length > 2 && name != Person.Nobody)).Concat(person.Accounts.Select(account => $"{account}")).Distinct().ToList();
        return says.Count == 0 ? "$^" : $"({string.Join('|', says.Select(Regex.Escape))})";
    }

    // "Ana" says who Ana Gil is where the text is about her booking, and nothing anywhere else.
    private static string Words(Person person)
    {
        var words = person.Names.SelectMany(name => name.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(word => word.Length > 2).Distinct().ToList();
        return words.Count == 0 ? "$^" : $@"\m({string.Join('|', words.Select(Regex.Escape))})\M";
    }

    private NpgsqlCommand Command(string sql)
    {
        var places = new (string Name, object Value)[]
        {
            ("@accounts", person.Accounts.ToArray()), ("@addresses", person.Addresses.ToArray()), ("@bookings", person.Bookings.ToArray()), ("@names", person.Names.ToArray()),
            ("@says", Pattern(person)), ("@words", Words(person)), ("@nobody", Person.Nobody), ("@pseudonym", pseudonym),
        };
        var used = places.Where(place => sql.Contains(place.Name, StringComparison.Ordinal)).ToList();
        for (var at = 0; at < used.Count; at++) sql = sql.Replace(used[at].Name, $"${at + 1}{Type(used[at].Name)}", StringComparison.Ordinal);
        return work.Command(sql, [.. used.Select(place => place.Value)]);
    }

    private static string Type(string name) => name switch { "@accounts" or "@bookings" => "::uuid[]", "@addresses" or "@names" => "::text[]", _ => "::text" };
}
