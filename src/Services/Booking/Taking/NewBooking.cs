using Npgsql;
using NpgsqlTypes;
using PadelSaaS.Booking.Promos;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.Taking;

/// <summary>Somebody who is to play along.</summary>
internal sealed record Participant(string? Name, string? Email);

/// <summary>
/// The one statement by which a court is taken: the booking, its fact, its timer, its history, the invited and the stored answer are
/// written if and only if the court was free and the venue's rules are still those the decision was based on. The exclusion constraint
/// is the judge, and ON CONFLICT DO NOTHING the way to ask it: losing is an answer and not an error, and nobody deadlocks.
/// </summary>
internal static class NewBooking
{
    private const string Sql = $$"""
        with won as (
          insert into bookings (id, venue_id, court_id, starts_at, ends_at, occupies, zone, status, group_size, user_id, guest_name, guest_email, guest_phone_sealed,
            language, hold_expires_at, total_amount_minor, currency, price_lines, cancellation_tiers, payment_method, special_requests, source, created_by, created_at, updated_at, terms, price_basis, promo_code_id, promo_customer, guest_phone_pieces)
          select $1, $2, $3, $4, $5, tstzrange($4, $6), $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $24, $43::jsonb, $44::jsonb, $45, $46, $47
          where exists (select from revisions where subject = $2 and revision = $25)
          on conflict do nothing
          returning id),
        told as (insert into platform.outbox ({{Outbox.Columns}}) select $26, $27, $28, $29::jsonb, $30, $31 from won),
        timed as (insert into platform.timers (id, job, key, due_at) select $32, 'end-hold', $1::text, $15 from won where $15 is not null),
        noted as (insert into booking_history (id, booking_id, at, act, actor_id, actor) select $33, $1, $24, $34, $23, $35 from won),
        invited as (insert into booking_participants (id, booking_id, name, email) select who.id, $1, who.name, who.email
          from won, unnest($36::uuid[], $37::text[], $38::text[]) as who (id, name, email)),
        answered as (insert into idempotency_keys (caller, key, request, status, sealed_answer, content_type, created_at)
          select $39, $40, $41, 201, $42, 'application/json; charset=utf-8', $24 from won where $40 is not null)
        select exists (select from won), coalesce((select revision from revisions where subject = $2), 0)
        """;

    /// <param name="sealing">Seals number and answer; a baseline that writes neither has none.</param>
    public static NpgsqlBatchCommand Statement(
        Booking booking, long revision, DateTimeOffset occupiedUntil, IFact fact, string act, string actor, IReadOnlyList<Participant> participants,
        RequestKey? key, string answer, PromoClaim? promo, Sealed? sealing, TimeProvider clock)
    {
        var command = new NpgsqlBatchCommand(Sql);
        var values = command.Parameters;
        Add(values, booking.Id, booking.VenueId, booking.CourtId);
        Add(values, booking.StartsAt, booking.EndsAt, occupiedUntil);
        Add(values, booking.Zone, booking.Status);
        Add(values, NpgsqlDbType.Integer, booking.GroupSize);
        Add(values, NpgsqlDbType.Uuid, booking.UserId);
        foreach (var text in new[] { booking.GuestName, booking.GuestEmail }) Add(values, NpgsqlDbType.Text, text);
        Add(values, NpgsqlDbType.Bytea, sealing?.Seal(Numbers.OfBooking.Name, booking.Id, booking.GuestPhone));
        Add(values, NpgsqlDbType.Text, booking.Language);
        Add(values, NpgsqlDbType.TimestampTz, booking.HoldExpiresAt);
        Add(values, NpgsqlDbType.Bigint, booking.TotalAmountMinor);
        Add(values, NpgsqlDbType.Text, booking.Currency);
        Add(values, NpgsqlDbType.Jsonb, booking.PriceLines);
        Add(values, NpgsqlDbType.Jsonb, booking.CancellationTiers);
        foreach (var text in new[] { booking.PaymentMethod, booking.SpecialRequests, booking.Source }) Add(values, NpgsqlDbType.Text, text);
        Add(values, NpgsqlDbType.Uuid, booking.CreatedBy);
        Add(values, NpgsqlDbType.TimestampTz, booking.CreatedAt);
        Add(values, NpgsqlDbType.Bigint, revision);
        Outbox.AddValues(values, fact, clock);
        Add(values, Guid.CreateVersion7(booking.CreatedAt), Guid.CreateVersion7(booking.CreatedAt));
        Add(values, act, actor);
        Add(values, NpgsqlDbType.Array | NpgsqlDbType.Uuid, participants.Select(_ => Guid.CreateVersion7(booking.CreatedAt)).ToArray());
        Add(values, NpgsqlDbType.Array | NpgsqlDbType.Text, participants.Select(who => who.Name).ToArray());
        Add(values, NpgsqlDbType.Array | NpgsqlDbType.Text, participants.Select(who => who.Email).ToArray());
        Add(values, NpgsqlDbType.Text, key?.Caller);
        Add(values, NpgsqlDbType.Text, key?.Key);
        Add(values, NpgsqlDbType.Bytea, key?.Request);
        Add(values, NpgsqlDbType.Bytea, key is null || sealing is null ? null : Idempotency.Sealed(key, answer, sealing));
        Add(values, NpgsqlDbType.Jsonb, booking.Terms);
        Add(values, NpgsqlDbType.Jsonb, booking.PriceBasis);
        Add(values, NpgsqlDbType.Uuid, promo?.Value.Id);
        Add(values, NpgsqlDbType.Text, promo?.Customer);
        Add(values, NpgsqlDbType.Array | NpgsqlDbType.Bigint, sealing?.Pieces(Numbers.OfBooking.Name, booking.GuestPhone));
        return command;
    }

    private static void Add(NpgsqlParameterCollection values, params ReadOnlySpan<Guid> ids)
    {
        foreach (var id in ids) values.Add(new NpgsqlParameter<Guid> { TypedValue = id });
    }

    private static void Add(NpgsqlParameterCollection values, params ReadOnlySpan<DateTimeOffset> instants)
    {
        foreach (var instant in instants) values.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = instant });
    }

    private static void Add(NpgsqlParameterCollection values, params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts) values.Add(new NpgsqlParameter<string> { TypedValue = text });
    }

    // Without its type a NULL would be a text, and the statement would not be planned.
    private static void Add(NpgsqlParameterCollection values, NpgsqlDbType type, object? value) =>
        values.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
}
