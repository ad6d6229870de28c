using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Tests.Notifications;

public sealed class CalendarFileTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 29, 0, 30, 0, TimeSpan.FromHours(1));

    private static readonly BookedCourt Court = new(
        Guid.Parse("01a202d8-426f-739f-9bdf-64d2354fe275"), Guid.Empty, "Centro", Guid.Empty, "Pista 1", Start, Start.AddMinutes(90), "Europe/Madrid",
        new Money(3000, "EUR"), new Booker(null, "Ana", "ana@example.test", "es"), "/bookings/1");

    [Fact]
    public void Long_lines_fold_between_characters_and_signs_are_escaped()
    {
        var place = string.Concat(Enumerable.Repeat("گلبرگ، Calle; Mayor\\ 1,\nMadrid ", 8));
        var file = new Calendar(CalendarFile.Booked(Court, Words(place), Start));
        file.Text("LOCATION").ShouldBe(place);
        file.Structure.ShouldBe(["BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR"]);
    }

    [Fact]
    public void Times_are_utc_and_a_cancellation_replaces_the_booking()
    {
        var booked = new Calendar(CalendarFile.Booked(Court, Words("Centro"), Start));
        var cancelled = new Calendar(CalendarFile.Cancelled(Court, Words("Centro"), Start));
        booked["DTSTART"].ShouldBe("20260328T233000Z");
        booked.Instant("DTEND").ShouldBe(Court.End);
        (booked["METHOD"], booked["SEQUENCE"], booked["STATUS"]).ShouldBe(("PUBLISH", "0", "CONFIRMED"));
        (cancelled["METHOD"], cancelled["SEQUENCE"], cancelled["STATUS"]).ShouldBe(("CANCEL", "1", "CANCELLED"));
        cancelled["UID"].ShouldBe(booked["UID"]);
        booked["ORGANIZER"].ShouldBe("mailto:club@example.test");
    }

    private static CalendarWords Words(string place) => new("Padel: Pista 1", place, "http://madrid.localhost/bookings/1", "Club \"Madrid\": uno", "club@example.test");
}
