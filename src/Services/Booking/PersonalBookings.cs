using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Booking;

/// <summary>What bookings, series, lines, lessons and codes say of a person. The rows that money hangs on stay, and say no longer whose they were.</summary>
internal sealed class PersonalBookings(UnitOfWork work, TimeProvider clock) : IPersonalData
{
    private const string Mine = "(user_id = any(@accounts) or (user_id is null and lower(guest_email) = any(@addresses)))";

    private static readonly (string What, string? Kept, string Sql)[] Erasing =
    [
        ("bookings", "accounts", """
            update bookings set guest_name = @nobody, guest_email = null, guest_phone = null, guest_phone_sealed = null, guest_phone_pieces = null, user_id = null, special_requests = null,
              cancellation_reason = null, promo_customer = case when promo_customer is not null then @pseudonym end where id = any(@bookings)
            """),
        ("", null, "update bookings set created_by = null where created_by = any(@accounts)"),
        ("history", "accounts", """
            update booking_history set actor = case when actor_id is null or actor_id = any(@accounts) then @nobody else actor end, actor_id = case when actor_id = any(@accounts) then null else actor_id end,
              detail = regexp_replace(detail::text, @says, @nobody, 'gi')::jsonb where booking_id = any(@bookings) or actor_id = any(@accounts) or detail::text ~* @says
            """),
        ("playing along", null, "update booking_participants set name = null, email = null, user_id = null where user_id = any(@accounts) or lower(email) = any(@addresses)"),
        ("handed over", null, "update booking_transfers set email = @nobody where lower(email) = any(@addresses)"),
        ("staff's notes", null, "delete from booking_notes where booking_id = any(@bookings)"),
        ("", null, "update booking_notes set author = @nobody, author_id = null where author_id = any(@accounts)"),
        ("", null, """
            update series_history set actor = case when actor_id is null or actor_id = any(@accounts) then @nobody else actor end, actor_id = case when actor_id = any(@accounts) then null else actor_id end,
              detail = regexp_replace(detail::text, @says, @nobody, 'gi')::jsonb where actor_id = any(@accounts) or series_id in (select id from series where user_id = any(@accounts) or lower(guest_email) = any(@addresses))
            """),
        ("series", "accounts", "update series set guest_name = @nobody, guest_email = null, guest_phone = null, guest_phone_sealed = null, user_id = null, note = null where user_id = any(@accounts) or lower(guest_email) = any(@addresses)"),
        ("waiting lists", null, "delete from waitlist_entries where user_id = any(@accounts) or lower(email) = any(@addresses)"),
        ("lessons", "accounts", """
            update lesson_places set name = @nobody, email = @nobody, phone = null, phone_sealed = null, user_id = null, note = null, person = 'erased ' || id where user_id = any(@accounts) or lower(email) = any(@addresses)
            """),
        ("", null, "update lessons set coach_name = @nobody where coach_id = any(@accounts)"),
        ("", null, "delete from coach_hours where coach_id = any(@accounts)"),
        ("links of calendars", null, "delete from calendar_feeds where holder_id = any(@accounts)"),
        // A published order names entries by number: it can be checked without them, too.
        ("draws", null, """
            update draw_entries set name = @nobody, email = @nobody, user_id = gen_random_uuid(), status = case when status in ('entered', 'reserve') then 'withdrawn' else status end
            where user_id = any(@accounts) or lower(email) = any(@addresses)
            """),
        ("promo codes", null, "update promo_customers set customer = @pseudonym where customer = any(@addresses) or customer in (select account::text from unnest(@accounts) as account)"),
        ("", null, "update promo_codes set updated_by = @nobody where updated_by = any(@names) and cardinality(@accounts) > 0"),
        ("", null, "update closures set creator = @nobody, created_by = null where created_by = any(@accounts)"),
        ("", null, "update closures set reopener = @nobody, reopened_by = null where reopened_by = any(@accounts)"),
        ("", null, "update closure_decisions set before = '{}', fact = '{}' where booking_id = any(@bookings) and (told_at is not null or undone_at is not null)"),
    ];

    public string Service => "booking";

    public async Task<IReadOnlyList<Obstacle>> ObstaclesAsync(Person person, CancellationToken stop)
    {
        var (model, now, accounts, addresses) = (work.Model<BookingModel>(), clock.GetUtcNow(), person.Accounts.ToArray(), person.Addresses.ToArray());
        var live = await model.Bookings.AsNoTracking().Where(one => person.Bookings.Contains(one.Id) && one.EndsAt > now && one.SeriesId == null)
            .Where(one => one.Status == BookingStatus.Confirmed || one.Status == BookingStatus.InProgress || (one.Status == BookingStatus.Pending && one.HoldExpiresAt > now)).OrderBy(one => one.StartsAt).ToListAsync(stop);
        var series = await model.Series.FromSql($"select * from series where user_id = any({accounts}) or lower(guest_email) = any({addresses})").AsNoTracking()
            .Where(one => model.Bookings.Any(date => date.SeriesId == one.Id && date.EndsAt > now && date.Status == BookingStatus.Confirmed)).ToListAsync(stop);
        var places = await model.LessonPlaces.FromSql($"select * from lesson_places where status = 'booked' and (user_id = any({accounts}) or lower(email) = any({addresses}))").AsNoTracking()
            .Join(model.Bookings, place => place.LessonId, lesson => lesson.Id, (place, lesson) => new { place.Id, lesson.EndsAt, lesson.StartsAt, lesson.Zone }).Where(one => one.EndsAt > now).ToListAsync(stop);
        return
        [
            .. live.Select(one => new Obstacle("booking", $"{one.Code} · {Ui.Text.TimeText.DayAndTime(one.StartsAt, one.Zone)}", $"/bookings/{one.Id}")),
            .. series.Select(one => new Obstacle("series", $"{one.FirstDate:yyyy-MM-dd} – {one.LastDate:yyyy-MM-dd}", Series.WeeklySeries.Link(one.Id, null))),
            .. places.Select(one => new Obstacle("lesson", Ui.Text.TimeText.DayAndTime(one.StartsAt, one.Zone), Lessons.LessonPlace.LinkTo(one.Id, null))),
        ];
    }

    public async Task<JsonObject> ExportAsync(Person person, CancellationToken stop)
    {
        var rows = new PersonalRows(work, person);
        var model = work.Model<BookingModel>();
        var bookings = await model.Bookings.AsNoTracking().Where(one => person.Bookings.Contains(one.Id)).OrderBy(one => one.StartsAt).ToListAsync(stop);
        return new JsonObject
        {
            ["bookings"] = new JsonArray([.. bookings.Select(one => (JsonNode)new JsonObject
            {
                ["id"] = $"{one.Id}", ["code"] = one.Code, ["status"] = one.Status, ["startsAt"] = one.StartsAt, ["endsAt"] = one.EndsAt, ["zone"] = one.Zone, ["name"] = one.GuestName, ["email"] = one.GuestEmail,
                ["phone"] = one.GuestPhone, ["amountMinor"] = one.TotalAmountMinor, ["paidMinor"] = one.PaidMinor, ["currency"] = one.Currency, ["price"] = JsonNode.Parse(one.PriceLines),
                ["specialRequests"] = one.SpecialRequests, ["cancellationReason"] = one.CancellationReason, ["bookedAt"] = one.CreatedAt,
            })]),
            ["history"] = await rows.JsonAsync("select booking_id, at, act from booking_history where booking_id = any(@bookings) order by at", stop),
            ["playingAlong"] = await rows.JsonAsync("select booking_id, name, email, status, joined_at from booking_participants where user_id = any(@accounts) or lower(email) = any(@addresses)", stop),
            ["series"] = await rows.JsonAsync($"select id, first_date, last_date, weekdays, starts, duration_minutes, guest_name, guest_email, note, created_at from series where {Mine}", stop),
            ["waitingLists"] = await rows.JsonAsync("select earliest, latest, duration_minutes, name, email, status, joined_at from waitlist_entries where user_id = any(@accounts) or lower(email) = any(@addresses)", stop),
            ["lessons"] = await rows.JsonAsync("select lesson_id, name, email, status, booked_at, came_at, note from lesson_places where user_id = any(@accounts) or lower(email) = any(@addresses)", stop),
            ["draws"] = await rows.JsonAsync("select draw_id, number, name, email, starts, duration_minutes, entered_at, status, place from draw_entries where user_id = any(@accounts) or lower(email) = any(@addresses)", stop),
            ["calendars"] = await rows.JsonAsync("select kind, subject_id, made_at, revoked_at from calendar_feeds where holder_id = any(@accounts)", stop),
            ["transfers"] = await rows.JsonAsync("select booking_id, email, offered_at, state from booking_transfers where lower(email) = any(@addresses) or booking_id = any(@bookings)", stop),
        };
    }

    public async Task<IReadOnlyList<Handled>> EraseAsync(Person person, CancellationToken stop)
    {
        var rows = new PersonalRows(work, person);
        var handled = new List<Handled>();
        foreach (var (what, kept, sql) in Erasing)
            if (await rows.ExecuteAsync(sql, stop) is > 0 and var changed && what.Length > 0) handled.Add(new Handled(what, changed, kept));
        return handled;
    }
}
