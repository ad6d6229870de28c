using System.Text;
using Npgsql;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Players.Search;

/// <summary>Whom to look for. Nothing said means everybody.</summary>
/// <param name="Text">Parts of name, address or number, in any order.</param>
internal sealed record CustomerQuery(string? Text = null, string? Tag = null, string? Group = null);

/// <summary>A group somebody is in, with its name by language as JSON.</summary>
internal sealed record GroupName(string Key, string Names);

/// <summary>A customer in a list.</summary>
internal sealed record CustomerLine(Guid Id, Guid? AccountId, string Name, string? Email, string? Phone, IReadOnlyList<string> Tags, bool IsBlocked, IReadOnlyList<GroupName> Groups);

/// <summary>
/// Finds customers in one round trip. Each word typed has to be part of what is searched, or of the number of the customer or of one who was
/// merged into them; the trigram index serves words of three letters and more, that of pieces numbers, the index by name the pages of a list.
/// </summary>
internal sealed class CustomerSearch(OneTrip trip, CurrentTenant tenant, TimeProvider clock)
{
    private const int MostWords = 6;

    private const string Columns = """
        select c.id, c.account_id, c.name, c.email, c.phone, c.tags, c.blocked_at is not null,
          array(select g.key from group_members m join customer_groups g on g.key = m.group_key
            where m.customer_id = c.id and (m.until is null or m.until >= $1) order by g.position, g.key),
          array(select g.name::text from group_members m join customer_groups g on g.key = m.group_key
            where m.customer_id = c.id and (m.until is null or m.until >= $1) order by g.position, g.key), c.phone_sealed
        from (select c.* from customers c
        """;

    /// <summary>Some of those who match, who begins with the text first, then by name.</summary>
    public Task<IReadOnlyList<CustomerLine>> FindAsync(CustomerQuery query, int skip, int most, CancellationToken stop) =>
        trip.RunAsync(batch => batch.BatchCommands.Add(Lines(query, skip, most)), reader => ReadAsync(reader, stop), stop);

    /// <summary>The same, and how many there are in all.</summary>
    public Task<(IReadOnlyList<CustomerLine> Lines, int Total)> PageAsync(CustomerQuery query, int skip, int most, CancellationToken stop) => trip.RunAsync(
        batch =>
        {
            batch.BatchCommands.Add(Lines(query, skip, most));
            batch.BatchCommands.Add(Count(query));
        },
        async reader =>
        {
            var lines = await ReadAsync(reader, stop);
            await reader.NextResultAsync(stop);
            await reader.ReadAsync(stop);
            return (lines, reader.GetInt32(0));
        },
        stop);

    private NpgsqlBatchCommand Lines(CustomerQuery query, int skip, int most)
    {
        var command = new NpgsqlBatchCommand();
        command.Parameters.Add(new NpgsqlParameter { Value = tenant.Today(clock.GetUtcNow()) });
        var order = Words(query.Text) is [var first, ..] ? $"c.searched like {Add(command.Parameters, Escaped(first) + "%")} desc, c.searched, c.id" : "c.searched, c.id";
        // Who is on the page is decided first: nobody looks up the groups of those who are not.
        command.CommandText = $"{Columns}{Where(query, command.Parameters)} order by {order} limit {Add(command.Parameters, most)} offset {Add(command.Parameters, skip)}) c order by {order}";
        return command;
    }

    private NpgsqlBatchCommand Count(CustomerQuery query)
    {
        var command = new NpgsqlBatchCommand();
        command.Parameters.Add(new NpgsqlParameter { Value = tenant.Today(clock.GetUtcNow()) });
        // The day is spoken of even where nobody asks for a group: a parameter without a type cannot be sent.
        command.CommandText = $"select count(*)::int from customers c{Where(query, command.Parameters)} and $1::date is not null";
        return command;
    }

    private string Where(CustomerQuery query, NpgsqlParameterCollection values)
    {
        var where = new StringBuilder(" where c.merged_into is null");
        foreach (var word in Words(query.Text)) where.Append(" and ").Append(Says(word, values));
        if (!string.IsNullOrWhiteSpace(query.Tag)) where.Append(" and c.tags @> array[").Append(Add(values, query.Tag.Trim())).Append(']');
        if (!string.IsNullOrWhiteSpace(query.Group))
            where.Append(" and exists (select from group_members m where m.customer_id = c.id and (m.until is null or m.until >= $1) and m.group_key = ").Append(Add(values, query.Group.Trim())).Append(')');
        return where.ToString();
    }

    private string Says(string word, NpgsqlParameterCollection values)
    {
        var text = $"c.searched like {Add(values, $"%{Escaped(word)}%")}";
        if (!word.All(char.IsAsciiDigit) || trip.Sealed.Piece(PlayersModel.Phone.Name, word) is not { } piece) return text;
        // What lies in the clear still, until it is sealed, stands in what is searched.
        return $"({text} or c.id in (select coalesce(n.merged_into, n.id) from customers n where n.phone_pieces @> array[{Add(values, piece)}]))";
    }

    // A number is one word, however it is grouped.
    private static List<string> Words(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return [];
        if (text.All(letter => char.IsDigit(letter) || char.IsWhiteSpace(letter) || "+-()./".Contains(letter, StringComparison.Ordinal)))
            return Folded.Digits(text) is { Length: > 0 } digits ? [digits] : [];
        return [.. Folded.Text(text.Replace("\0", "", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords)];
    }

    private static string Escaped(string word) => word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private static string Add(NpgsqlParameterCollection values, object value)
    {
        values.Add(new NpgsqlParameter { Value = value });
        return $"${values.Count}";
    }

    private async Task<IReadOnlyList<CustomerLine>> ReadAsync(NpgsqlDataReader reader, CancellationToken stop)
    {
        var lines = new List<CustomerLine>();
        while (await reader.ReadAsync(stop))
        {
            var names = reader.GetFieldValue<string[]>(8);
            lines.Add(new CustomerLine(
                reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetGuid(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3),
                trip.Sealed.Open(PlayersModel.Phone.Name, reader.GetGuid(0), reader.IsDBNull(9) ? null : reader.GetFieldValue<byte[]>(9), reader.IsDBNull(4) ? null : reader.GetString(4)),
                reader.GetFieldValue<string[]>(5), reader.GetBoolean(6), [.. reader.GetFieldValue<string[]>(7).Select((key, place) => new GroupName(key, names[place]))]));
        }
        return lines;
    }
}
