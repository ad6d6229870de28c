using Npgsql;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Players.Merging;

/// <summary>Somebody who may be the same person, and why.</summary>
/// <param name="Why"><c>email</c>, <c>phone</c> or <c>name</c>, the strongest reason.</param>
public sealed record Lookalike(Guid Id, Guid? AccountId, string Name, string? Email, string? Phone, string Why);

/// <summary>Finds customers who may be the same person: same address, same number, or a name that is hardly another one. By the trigram index and that of the numbers' pieces.</summary>
internal sealed class Lookalikes(UnitOfWork work)
{
    private const int Most = 8;
    // Enough digits to be one line whatever country code stands before them.
    private const int PhoneDigits = 9;

    private const string Sql = """
        select c.id, c.account_id, c.name, c.email, c.phone, case when lower(c.email) = $2 then 'email' when c.phone_pieces @> $3 then 'phone' else 'name' end as why, c.phone_sealed
        from customers c
        where c.merged_into is null and c.id <> $1
          and (($2 <> '' and c.searched like '%' || $4 || '%') or c.phone_pieces @> $3 or ($5 <% c.searched and word_similarity($5, c.searched) >= 0.8))
        order by array_position(array['email', 'phone', 'name'], case when lower(c.email) = $2 then 'email' when c.phone_pieces @> $3 then 'phone' else 'name' end), c.searched
        limit $6
        """;

    /// <summary>Who may be the same person. Inside a unit of work.</summary>
    public async Task<IReadOnlyList<Lookalike>> OfAsync(Customer customer, CancellationToken stop)
    {
        var email = customer.Email?.ToLowerInvariant() ?? "";
        var digits = Folded.Digits(customer.Phone) is { Length: >= 6 } all ? all[^Math.Min(PhoneDigits, all.Length)..] : "";
        // Nobody has the empty piece, and nothing is contained in no number.
        var pieces = work.Sealed.Piece(PlayersModel.Phone.Name, digits) is { } piece ? new long?[] { piece } : [null];
        await using var command = work.Command(Sql, customer.Id, email, pieces, email.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal), Folded.Text(customer.Name), Most);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var found = new List<Lookalike>();
        while (await reader.ReadAsync(stop))
            found.Add(new Lookalike(reader.GetGuid(0), Id(reader, 1), reader.GetString(2), Text(reader, 3),
                work.Sealed.Open(PlayersModel.Phone.Name, reader.GetGuid(0), reader.IsDBNull(6) ? null : reader.GetFieldValue<byte[]>(6), Text(reader, 4)), reader.GetString(5)));
        return found;
    }

    private static Guid? Id(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
