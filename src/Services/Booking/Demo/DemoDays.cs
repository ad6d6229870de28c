using System.Security.Cryptography;
using System.Text;
using NodaTime;
using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Booking.Demo;

/// <summary>Invents the bookings of a venue's days. Each court and date has dice of its own, so one more day changes no other.</summary>
internal sealed class DemoDays(Activity activity, VenueCard venue, DateTimeOffset now)
{
    private readonly string tiers = BookingView.Write(venue.Rules.Cancellation);

    public IEnumerable<Booking> Bookings()
    {
        var today = BusinessDay.Today(venue, now);
        for (var date = today.PlusDays(-activity.DaysBack); date <= today.PlusDays(activity.DaysAhead); date = date.PlusDays(1))
        {
            var day = BusinessDay.Of(venue, date);
            foreach (var court in venue.Courts)
                foreach (var booking in OnCourt(court, day)) yield return booking;
        }
    }

    private IEnumerable<Booking> OnCourt(CourtCard court, BusinessDay day)
    {
        var dice = Dice(court, day.Date);
        var pricing = new Pricing(venue, court.Id);
        foreach (var period in day.Periods)
        {
            var step = venue.Rules.StartIntervalMinutes;
            for (var start = period.Start; start < period.End;)
            {
                var minutes = Duration(dice);
                var at = Minutes.At(start);
                var local = Instant.FromDateTimeOffset(at).InZone(Zones.Of(venue.Zone)).LocalDateTime;
                // One throw per booking and not per start: a share of 0.8 is to mean that four fifths of the time are sold.
                var isBooked = dice.NextDouble() < activity.At((int)local.DayOfWeek, (local.Hour * 60) + local.Minute);
                if (isBooked && start + minutes <= period.End && pricing.Of(at, minutes) is { } price)
                {
                    yield return Invent(court, at, minutes, price, dice);
                    start += minutes;
                }
                else start += isBooked ? step : Math.Max(step, minutes / step * step);
            }
        }
    }

    private Booking Invent(CourtCard court, DateTimeOffset start, int minutes, Price price, Random dice)
    {
        // Courts next to each other draw different people, so that nobody plays on two at once.
        var guest = activity.Guests[(int)(((start.ToUnixTimeSeconds() / 5400 * 7) + (court.Position * 3) + activity.Seed) % activity.Guests.Count)];
        var booked = start.AddHours(-dice.Next(3, 240));
        var end = start.AddMinutes(minutes);
        var came = dice.NextDouble() > 0.03;
        return new Booking
        {
            Id = IdOf(court, start),
            VenueId = venue.Id,
            CourtId = court.Id,
            StartsAt = start,
            EndsAt = end,
            Zone = venue.Zone,
            Status = end > now ? BookingStatus.Confirmed : came ? BookingStatus.Completed : BookingStatus.NoShow,
            GuestName = guest.Name,
            GuestEmail = guest.Email,
            GuestPhone = guest.Phone,
            TotalAmountMinor = price.Total.AmountMinor,
            Currency = price.Total.Currency,
            PriceLines = BookingView.Write(price.Lines),
            PriceBasis = BookingView.Write(price.Basis with { At = booked < now ? booked : now }),
            CancellationTiers = tiers,
            CreatedAt = booked < now ? booked : now,
        };
    }

    private int Duration(Random dice)
    {
        var sold = venue.Rules.DurationsMinutes;
        return sold.Contains(90) && dice.NextDouble() < 0.7 ? 90 : sold[dice.Next(sold.Count)];
    }

    private Random Dice(CourtCard court, LocalDate date) => new(BitConverter.ToInt32(Hash($"{activity.Seed}/{venue.Key}/{court.Key}/{date:uuuu-MM-dd}")));

    // A UUIDv7 whose random part is not random: loading again finds the row it made before.
    private Guid IdOf(CourtCard court, DateTimeOffset start)
    {
        Span<byte> bytes = stackalloc byte[16];
        Hash($"{activity.Seed}/{venue.Key}/{court.Key}/{start.UtcTicks}").AsSpan(0, 16).CopyTo(bytes);
        var milliseconds = start.AddDays(-30).ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++) bytes[i] = (byte)(milliseconds >> (40 - (8 * i)));
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
