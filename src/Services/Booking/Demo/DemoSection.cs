using System.Text.Json.Nodes;
using Npgsql;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking.Demo;

/// <summary>
/// Fills a demo club with bookings around today, so that every page has something to show. What is booked depends on the seed, the court and
/// the date alone: loading again adds the days that are missing and leaves alone what somebody changed by hand. Nobody is written to.
/// </summary>
internal sealed class DemoSection(UnitOfWork work, IVenues venues, DemoCalendar calendar, TimeProvider clock) : ITenantFileSection
{
    private const int RowsAtOnce = 200;

    private const string Sql = """
        insert into bookings (id, venue_id, court_id, starts_at, ends_at, occupies, zone, status, group_size, guest_name, guest_email, guest_phone_sealed, language,
          total_amount_minor, currency, price_lines, cancellation_tiers, payment_method, source, created_at, updated_at, price_basis, guest_phone_pieces)
        values ($1, $2, $3, $4, $5, tstzrange($4, $6), $7, $8, 4, $9, $10, $11, $12, $13, $14, $15::jsonb, $16::jsonb, 'at_club', 'web', $17, $17, $18::jsonb, $19)
        on conflict do nothing
        """;

    public string Name => "demo";

    public int Order => 40;

    public void Check(JsonNode? section, JsonObject file)
    {
        try
        {
            Activity.Read(section);
            DemoCalendar.Lessons(section);
            DemoCalendar.Series(section);
        }
        catch (System.Text.Json.JsonException malformed)
        {
            throw new Contracts.Tenants.TenantFileException($"demo.activity: {malformed.Message}");
        }
    }

    public async Task ApplyAsync(Guid tenant, JsonNode? section, JsonObject file, CancellationToken stop)
    {
        if (Activity.Read(section) is not { } activity || activity.Guests.Count == 0) return;

        var now = clock.GetUtcNow();
        var language = (string?)file["defaultLanguage"] ?? "en";
        var all = await venues.AllAsync(stop);
        await calendar.PlanAsync(section, all, activity.Guests, stop);
        foreach (var venue in all)
        {
            var rows = new DemoDays(activity, venue, now).Bookings().ToList();
            await work.BeginAsync(stop);
            foreach (var some in rows.Chunk(RowsAtOnce))
            {
                await using var batch = work.Batch();
                foreach (var row in some) batch.BatchCommands.Add(Statement(row, venue, language));
                await batch.ExecuteNonQueryAsync(stop);
            }
            await work.CommitAsync(stop);
        }
    }

    /// <summary>Samples are not part of a club that leaves.</summary>
    public Task<JsonNode?> ExportAsync(Guid tenant, CancellationToken stop) => Task.FromResult<JsonNode?>(null);

    private NpgsqlBatchCommand Statement(Booking row, VenueCard venue, string language)
    {
        var command = new NpgsqlBatchCommand(Sql);
        foreach (var value in (object?[])[row.Id, row.VenueId, row.CourtId, row.StartsAt, row.EndsAt, row.EndsAt.AddMinutes(venue.Rules.BufferMinutes), row.Zone, row.Status,
            row.GuestName, row.GuestEmail, work.Sealed.Seal(Numbers.OfBooking.Name, row.Id, row.GuestPhone), language, row.TotalAmountMinor, row.Currency, row.PriceLines, row.CancellationTiers, row.CreatedAt, row.PriceBasis,
            work.Sealed.Pieces(Numbers.OfBooking.Name, row.GuestPhone)])
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }
}
