using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using PadelSaaS.Booking;
using PadelSaaS.Booking.Changing;
using PadelSaaS.Booking.Days;
using PadelSaaS.Booking.Taking;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Venues;

namespace PadelSaaS.Load;

/// <summary>
/// What could not be faster: a minimal endpoint that runs the platform's own statements through Npgsql and does nothing else. No tenant is looked
/// up, nobody is asked who they are, no rule is checked, no JSON is shaped; the pool is the platform's size.
/// </summary>
internal static class Bare
{
    private static readonly Caller Nobody = Caller.Nobody;

    public static async Task RunAsync(int port, string connection, string schema)
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { MaxPoolSize = 16, NoResetOnClose = true, MaxAutoPrepare = 100, AutoPrepareMinUsages = 2, Pooling = true });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        app.MapGet("/read", (Guid venue, DateTime date, HttpContext http) => ReadAsync(source, schema, venue, date, http));
        app.MapGet("/week", (Guid venue, DateTime date, HttpContext http) => ReadAsync(source, schema, venue, date, http, days: 7));
        app.MapPost("/hold", (Guid venue, Guid court, DateTimeOffset start) => HoldAsync(source, schema, venue, court, start));
        app.MapPost("/confirm", (Guid id) => ChangeAsync(source, schema, id, (seen, now) =>
            Changes.Confirm(seen, "at_club", new BookingConfirmed(Court(seen), "at_club"), Nobody, now, TimeProvider.System)));
        app.MapPost("/cancel", (Guid id) => ChangeAsync(source, schema, id, (seen, now) =>
            Changes.Cancel(seen, "player", null, false, new BookingCancelled(Court(seen), new Money(0, "EUR"), "player", null, true), Nobody, now, TimeProvider.System)));
        await app.RunAsync();
    }

    // A week that nobody remembers needs the venue too: its statements run, and their rows are read and thrown away.
    private static async Task ReadAsync(NpgsqlDataSource source, string schema, Guid venue, DateTime date, HttpContext http, int days = 1)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = Batch(connection, schema);
        var taken = new NpgsqlBatchCommand(DayReader.TakenSql);
        taken.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = venue });
        taken.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = new DateTimeOffset(date.Date, TimeSpan.Zero).AddHours(6) });
        taken.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = new DateTimeOffset(date.Date, TimeSpan.Zero).AddHours(22).AddDays(days - 1) });
        var venueStatements = days > 1 ? VenueReader.Statements : [];
        foreach (var sql in venueStatements) batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        batch.BatchCommands.Add(taken);
        await using var reader = await batch.ExecuteReaderAsync();
        for (var passed = 0; passed <= venueStatements.Count; passed++) await reader.NextResultAsync();
        http.Response.ContentType = "application/json";
        var rows = new List<object>();
        while (await reader.ReadAsync()) rows.Add(new { courtId = reader.GetGuid(0), start = reader.GetFieldValue<DateTimeOffset>(1), end = reader.GetFieldValue<DateTimeOffset>(2) });
        await http.Response.WriteAsJsonAsync(rows);
    }

    private static async Task<IResult> HoldAsync(NpgsqlDataSource source, string schema, Guid venue, Guid court, DateTimeOffset start)
    {
        var now = TimeProvider.System.GetUtcNow();
        var booking = new Booking.Booking
        {
            Id = Guid.CreateVersion7(now),
            VenueId = venue,
            CourtId = court,
            StartsAt = start,
            EndsAt = start.AddHours(1),
            Zone = "Europe/Madrid",
            GuestName = "Load",
            GuestEmail = "load@example.test",
            HoldExpiresAt = now.AddMinutes(8),
            TotalAmountMinor = 2400,
            Currency = "EUR",
            Source = "api",
            CreatedAt = now,
            UpdatedAt = now,
        };
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = Batch(connection, schema);
        batch.BatchCommands.Add(EndedHolds.OnCourt(court, start, booking.EndsAt, now));
        batch.BatchCommands.Add(NewBooking.Statement(booking, 1, booking.EndsAt, new BookingHeld(Court(booking), now.AddMinutes(8)), "held", "Load", [], null, "{}", null, null, TimeProvider.System));
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.NextResultAsync();
        await reader.ReadAsync();
        return reader.GetBoolean(0) ? Results.Text(booking.Id.ToString()) : Results.Conflict();
    }

    private static async Task<IResult> ChangeAsync(NpgsqlDataSource source, string schema, Guid id, Func<Booking.Booking, DateTimeOffset, NpgsqlBatchCommand> change)
    {
        await using var connection = await source.OpenConnectionAsync();
        Booking.Booking? seen;
        await using (var look = Batch(connection, schema))
        {
            look.BatchCommands.Add(BookingRow.ById(id));
            await using var reader = await look.ExecuteReaderAsync();
            await reader.NextResultAsync();
            seen = await BookingRow.ReadAsync(reader, null);
        }
        if (seen is null) return Results.NotFound();
        await using var batch = Batch(connection, schema);
        batch.BatchCommands.Add(change(seen, TimeProvider.System.GetUtcNow()));
        // A baseline that changed nothing would be no baseline.
        await using var changed = await batch.ExecuteReaderAsync();
        await changed.NextResultAsync();
        return await Changes.ReadAsync(changed) ? Results.Ok() : Results.Conflict();
    }

    private static NpgsqlBatch Batch(NpgsqlConnection connection, string schema)
    {
        var become = new NpgsqlBatchCommand(Become.Sql);
        become.Parameters.Add(new NpgsqlParameter<string> { TypedValue = schema });
        become.Parameters.Add(new NpgsqlParameter<string> { TypedValue = schema + ", public" });
        var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(become);
        return batch;
    }

    private static BookedCourt Court(Booking.Booking row) => new(row.Id, row.VenueId, "Venue", row.CourtId, "Court", row.StartsAt, row.EndsAt, row.Zone, row.Price,
        new Booker(null, row.GuestName, row.GuestEmail, "en"), $"/bookings/{row.Id}");
}
