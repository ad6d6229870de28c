using Npgsql;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking;

/// <summary>A booking's row, read without a model: for the paths everybody takes.</summary>
internal static class BookingRow
{
    private const string Columns = """
        id, venue_id, court_id, starts_at, ends_at, zone, status, booking_type, group_size, user_id, guest_name, guest_email, guest_phone, language,
        hold_expires_at, hold_extended, total_amount_minor, currency, price_lines::text, cancellation_tiers::text, payment_method, paid_minor, special_requests,
        cancellation_reason, cancelled_by, source, created_by, created_at, updated_at, moves, arrived_at, terms::text, series_id, price_basis::text, closure_id, key_turn, guest_phone_sealed,
        given_back_minor, let_go_minor
        """;

    /// <summary>Beginning of a statement that reads bookings.</summary>
    public const string Select = $"select {Columns} from bookings";

    /// <summary>Statement that reads one booking.</summary>
    public const string ByIdSql = $"select {Columns} from bookings where id = $1";

    /// <summary>Statement that reads what stands at a venue within a time: its id, from, to.</summary>
    public const string OfDaySql = $"""
        select {Columns} from bookings
        where venue_id = $1 and starts_at > $2::timestamptz - interval '1 day' and starts_at < $3 and ends_at > $2 and status not in ('cancelled', 'expired')
        order by starts_at
        """;

    public static NpgsqlBatchCommand ById(Guid id)
    {
        var command = new NpgsqlBatchCommand(ByIdSql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        return command;
    }

    /// <param name="sealing">Opens the number; a baseline that reads no numbers has none.</param>
    public static async Task<Booking?> ReadAsync(NpgsqlDataReader reader, Sealed? sealing) => await reader.ReadAsync() ? Read(reader, sealing) : null;

    public static async Task<List<Booking>> ReadAllAsync(NpgsqlDataReader reader, Sealed? sealing)
    {
        var all = new List<Booking>();
        while (await reader.ReadAsync()) all.Add(Read(reader, sealing));
        return all;
    }

    private static Booking Read(NpgsqlDataReader row, Sealed? sealing) => new()
    {
        Id = row.GetGuid(0),
        VenueId = row.GetGuid(1),
        CourtId = row.GetGuid(2),
        StartsAt = Instant(row, 3)!.Value,
        EndsAt = Instant(row, 4)!.Value,
        Zone = row.GetString(5),
        Status = row.GetString(6),
        BookingType = row.GetString(7),
        GroupSize = row.GetInt32(8),
        UserId = Id(row, 9),
        GuestName = row.GetString(10),
        GuestEmail = Text(row, 11),
        GuestPhone = sealing?.Open(Numbers.OfBooking.Name, row.GetGuid(0), row.IsDBNull(36) ? null : row.GetFieldValue<byte[]>(36), Text(row, 12)),
        Language = row.GetString(13),
        HoldExpiresAt = Instant(row, 14),
        HoldExtended = row.GetBoolean(15),
        TotalAmountMinor = row.GetInt64(16),
        Currency = row.GetString(17),
        PriceLines = row.GetString(18),
        CancellationTiers = row.GetString(19),
        PaymentMethod = Text(row, 20),
        PaidMinor = row.GetInt64(21),
        SpecialRequests = Text(row, 22),
        CancellationReason = Text(row, 23),
        CancelledBy = Text(row, 24),
        Source = row.GetString(25),
        CreatedBy = Id(row, 26),
        CreatedAt = Instant(row, 27)!.Value,
        UpdatedAt = Instant(row, 28)!.Value,
        Moves = row.GetInt32(29),
        ArrivedAt = Instant(row, 30),
        Terms = row.GetString(31),
        SeriesId = Id(row, 32),
        PriceBasis = row.GetString(33),
        ClosureId = Id(row, 34),
        KeyTurn = row.GetInt32(35),
        GivenBackMinor = row.GetInt64(37),
        LetGoMinor = row.GetInt64(38),
    };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static Guid? Id(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);

    private static DateTimeOffset? Instant(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
