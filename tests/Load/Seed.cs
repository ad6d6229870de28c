namespace PadelSaaS.Load;

/// <summary>Bookings of other people, so that a day has something to read: every court is taken every other hour for three weeks.</summary>
internal static class Seed
{
    public static string Sql(string schema) => $"""
        set search_path to {schema}, public;
        insert into bookings (id, venue_id, court_id, starts_at, ends_at, occupies, zone, status, guest_name, language, total_amount_minor, currency,
          price_lines, cancellation_tiers, payment_method, source, created_at, updated_at)
        select gen_random_uuid(), c.venue_id, c.id, t, t + interval '1 hour', tstzrange(t, t + interval '1 hour'), 'Europe/Madrid', 'confirmed', 'Somebody', 'en', 2400, 'EUR',
          '[]', '[]', 'at_club', 'web', now(), now()
        from courts c, generate_series(date_trunc('day', now()) + interval '8 hours', now() + interval '22 days', interval '2 hours') t
        where extract(hour from t) between 8 and 20;
        analyze bookings;
        """;
}
