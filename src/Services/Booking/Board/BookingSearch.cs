using Npgsql;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Board;

/// <summary>Looks bookings up by what people say on the phone: a part of the name, the code, the end or the beginning of a number.</summary>
internal sealed class BookingSearch(OneTrip trip, TimeProvider clock)
{
    private const int Most = 20;
    private static readonly TimeSpan Back = TimeSpan.FromDays(30);

    // The code is made of the id as .NET writes its bytes: the first three groups the other way round.
    private const string Code = """
        upper(left(encode(sha256(
          substr(uuid_send(id), 4, 1) || substr(uuid_send(id), 3, 1) || substr(uuid_send(id), 2, 1) || substr(uuid_send(id), 1, 1) ||
          substr(uuid_send(id), 6, 1) || substr(uuid_send(id), 5, 1) || substr(uuid_send(id), 8, 1) || substr(uuid_send(id), 7, 1) || substr(uuid_send(id), 9)), 'hex'), 6))
        """;

    private static readonly string Sql = $"""
        {BookingRow.Select} where starts_at > $1 and booking_type not in ('block', 'lesson') and status not in ('cancelled', 'expired') and (
          position(lower($2) in lower(guest_name)) > 0 or lower(guest_email) = lower($2)
          or guest_phone_pieces @> $3 or (guest_phone is not null and $6 <> '' and position($6 in regexp_replace(guest_phone, '\D', '', 'g')) > 0)
          or ($4 and {Code} = upper($2)))
        order by abs(extract(epoch from starts_at - $5::timestamptz)) limit {Most}
        """;

    /// <summary>Those that stand, the nearest in time first; from a month ago on.</summary>
    public Task<List<Booking>> FindAsync(string words, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var digits = string.Concat(words.Where(char.IsAsciiDigit));
        // A few digits are in every number, and a name is no number.
        var phone = digits.Length >= 4 && words.All(letter => char.IsAsciiDigit(letter) || " +-()/.".Contains(letter, StringComparison.Ordinal)) ? digits : "";
        var command = new NpgsqlBatchCommand(Sql);
        // Nothing is contained in no number.
        var pieces = trip.Sealed.Piece(Numbers.OfBooking.Name, phone) is { } piece ? new long?[] { piece } : [null];
        foreach (var value in new object[] { now - Back, words, pieces, words.Length == 6 && words.All(char.IsAsciiHexDigit), now, phone }) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return trip.RunAsync(batch => batch.BatchCommands.Add(command), reader => BookingRow.ReadAllAsync(reader, trip.Sealed), stop);
    }
}
