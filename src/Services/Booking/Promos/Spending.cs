using NodaTime;
using Npgsql;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Promos;

/// <summary>
/// Looks codes up and spends them. Looking says early what is wrong; whether a use is left is decided by one conditional statement in the
/// transaction that takes the court, after dead holds that still have one gave theirs back.
/// </summary>
internal sealed class Spending(OneTrip trip)
{
    private const string FindSql = """
        select id, code, basis_points, amount_minor, currency, first_date, last_date, most_uses, most_per_customer, least_minor, weekdays, court_ids, active, revision,
          uses - (select count(*) from bookings where promo_code_id = promo_codes.id and status = 'pending' and hold_expires_at <= $3),
          coalesce((select uses from promo_customers where promo_code_id = promo_codes.id and customer = $2), 0)
            - (select count(*) from bookings where promo_code_id = promo_codes.id and promo_customer = $2 and status = 'pending' and hold_expires_at <= $3)
        from promo_codes where code = $1
        """;

    private const string SpendSql = """
        with spent as (
          update promo_codes set uses = uses + 1
          where id = $1 and revision = $2 and active and (most_uses is null or uses < most_uses)
          returning id),
        theirs as (
          insert into promo_customers as mine (promo_code_id, customer, uses) select id, $3, 1 from spent
          on conflict (promo_code_id, customer) do update set uses = mine.uses + 1 where $4::int is null or mine.uses < $4::int
          returning uses)
        select exists (select from spent), exists (select from theirs), coalesce((select revision = $2 and active from promo_codes where id = $1), false)
        """;

    /// <summary>A code with what would be spent, or why not.</summary>
    /// <param name="customer">Who asks; nothing while that is not known.</param>
    public async Task<(PromoClaim? Claim, Refusal? Refusal)> FindAsync(
        string typed, VenueCard venue, Guid courtId, DateTimeOffset start, int minutes, Pricing pricing, string? customer, DateTimeOffset now, CancellationToken stop)
    {
        var spelled = PromoCode.Spelled(typed);
        if (await trip.RunAsync(batch => batch.BatchCommands.Add(Find(spelled, customer ?? "", now)), ReadAsync, stop) is not var (code, uses, theirs)) return (null, PromoRefusals.Unknown);
        if (pricing.Of(start, minutes) is not { } price) return (null, Refusals.NotOffered);

        var court = price.Lines.Where(line => line.Kind is "court" or "occupancy" or "member").Sum(line => line.Amount.AmountMinor);
        var today = Instant.FromDateTimeOffset(now).InZone(Zones.Of(venue.Zone)).Date.ToDateOnly();
        return PromoRules.Refused(code, new PromoUse(venue, courtId, pricing.DateOf(start), today, court), uses, theirs) is { } refusal
            ? (null, refusal)
            : (new PromoClaim(new PromoValue(code.Id, code.Code, code.AmountMinor, code.BasisPoints), code.Revision, customer ?? "", code.MostPerCustomer), null);
    }

    /// <summary>Adds what spends a use to a batch: the statement that ends dead holds having one, and the one that spends.</summary>
    public static void Add(NpgsqlBatch batch, PromoClaim claim, DateTimeOffset now)
    {
        batch.BatchCommands.Add(EndedHolds.WithCode(claim.Value.Id, now));
        var spend = new NpgsqlBatchCommand(SpendSql);
        spend.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = claim.Value.Id });
        spend.Parameters.Add(new NpgsqlParameter<int> { TypedValue = claim.Revision });
        spend.Parameters.Add(new NpgsqlParameter<string> { TypedValue = claim.Customer });
        spend.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Integer, Value = claim.MostPerCustomer ?? (object)DBNull.Value });
        batch.BatchCommands.Add(spend);
    }

    /// <summary>Whether the statement spent a use; nothing where it did.</summary>
    public static async Task<Refusal?> ReadSpentAsync(NpgsqlDataReader reader)
    {
        await reader.ReadAsync();
        return !reader.GetBoolean(2) ? PromoRefusals.Changed : !reader.GetBoolean(0) ? PromoRefusals.UsedUp : !reader.GetBoolean(1) ? PromoRefusals.UsedByYou : null;
    }

    /// <summary>The customer a use is counted for: the address, which a guest and an account have in common.</summary>
    public static string? CustomerOf(Guid? account, string? email) => email?.ToLowerInvariant() ?? account?.ToString();

    private static NpgsqlBatchCommand Find(string code, string customer, DateTimeOffset now)
    {
        var command = new NpgsqlBatchCommand(FindSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = code });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = customer });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        return command;
    }

    private static async Task<(PromoCode Code, long Uses, long Theirs)?> ReadAsync(NpgsqlDataReader row)
    {
        if (!await row.ReadAsync()) return null;
        var code = new PromoCode
        {
            Id = row.GetGuid(0),
            Code = row.GetString(1),
            BasisPoints = row.IsDBNull(2) ? null : row.GetInt32(2),
            AmountMinor = row.IsDBNull(3) ? null : row.GetInt64(3),
            Currency = row.GetString(4),
            FirstDate = row.IsDBNull(5) ? null : row.GetFieldValue<DateOnly>(5),
            LastDate = row.IsDBNull(6) ? null : row.GetFieldValue<DateOnly>(6),
            MostUses = row.IsDBNull(7) ? null : row.GetInt32(7),
            MostPerCustomer = row.IsDBNull(8) ? null : row.GetInt32(8),
            LeastMinor = row.IsDBNull(9) ? null : row.GetInt64(9),
            Weekdays = row.GetFieldValue<int[]>(10),
            CourtIds = row.GetFieldValue<Guid[]>(11),
            Active = row.GetBoolean(12),
            Revision = row.GetInt32(13),
        };
        return (code, row.GetInt64(14), row.GetInt64(15));
    }
}
