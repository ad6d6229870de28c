using PadelSaaS.Booking.Calendar;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Contracts.Venues;

namespace PadelSaaS.Tests.Booking.Calendar;

/// <summary>What holds for every price, tried on random lists, players and times.</summary>
public sealed class PricePropertyTests
{
    private const int Bookings = 10_000;

    [Fact]
    public void Lines_add_up_and_kept_lists_make_ten_thousand_prices_again()
    {
        for (var seed = 1; seed <= Bookings; seed++)
        {
            var random = new Random(seed);
            var (venue, kept) = RandomVenue(random);
            var date = new DateOnly(2026, 6, 1).AddDays(random.Next(20));
            var start = new DateTimeOffset(date.ToDateTime(new TimeOnly(random.Next(4, 20), random.Next(60))), TimeSpan.Zero);
            var minutes = random.Next(1, 9) * 15;
            var standing = random.Next(2) == 0 ? CustomerStanding.Nobody : new CustomerStanding(["member"], random.Next(0, 4000), null);
            var wish = new PriceWish
            {
                People = random.Next(1, 5),
                Extras = [new ChosenExtra("racket", random.Next(0, 4))],
                Promo = random.Next(3) switch { 0 => new PromoValue(Guid.Empty, "A", random.Next(5000), null), 1 => new PromoValue(Guid.Empty, "P", null, random.Next(10_001)), _ => null },
            };

            var price = new Pricing(venue, Vectors.Court, standing, random.Next(10_001)).Of(start, minutes, wish)!;

            price.Lines.Sum(line => line.Amount.AmountMinor).ShouldBe(price.Total.AmountMinor, $"Seed {seed}");
            price.Lines.Where(line => line.Kind != "extra").Sum(line => line.Amount.AmountMinor).ShouldBeGreaterThanOrEqualTo(0, $"Seed {seed}");
            TaxShare.Of(price.Lines).ShouldAllBe(tax => tax.Net.AmountMinor + tax.Tax.AmountMinor == tax.Gross.AmountMinor);
            // The club has changed its mind since: what was kept counts, not what is on the card now.
            var again = Again.Of(venue with { PriceLists = [], Prices = [], Extras = [] }, Vectors.Court, start, minutes, price.Basis, kept, null);
            again!.Total.ShouldBe(price.Total, $"Seed {seed}");
            again.Lines.ShouldBe(price.Lines, $"Seed {seed}");
        }
    }

    /// <summary>What one court's price taught is right for the next: courts of groups and prices of their own among them.</summary>
    [Fact]
    public void A_price_book_shared_by_courts_and_days_changes_no_price()
    {
        for (var seed = 1; seed <= 500; seed++)
        {
            var random = new Random(seed);
            Guid[] courts = [Vectors.Court, Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7()];
            var (venue, _) = RandomVenue(random);
            venue = venue with
            {
                Groups = [new CourtGroup(Guid.Empty, "glass", "Glass", [courts[0], courts[1]])],
                PriceLists = [.. venue.PriceLists.Select(list => list with { Rules = [.. list.Rules, Rule("own", random.Next(100, 9000), 9) with { CourtIds = [courts[3]], FromMinute = random.Next(1, 1200) }] })],
            };
            var standing = random.Next(2) == 0 ? CustomerStanding.Nobody : new CustomerStanding(["member"], random.Next(0, 4000), null);
            var book = new PriceBook();
            for (var ask = 0; ask < 30; ask++)
            {
                var (court, occupancy) = (courts[random.Next(4)], random.Next(3) * 4000);
                var date = new NodaTime.LocalDate(2026, 6, 8).PlusDays(random.Next(5));
                var start = new DateTimeOffset(date.ToDateTimeUnspecified().AddMinutes(random.Next(16, 40) * 30), TimeSpan.Zero);
                new Pricing(venue, court, standing, occupancy, date, book).AmountOf(start, 90).ShouldBe(new Pricing(venue, court, standing, occupancy, date).AmountOf(start, 90), $"Seed {seed}");
            }
        }
    }

    [Fact]
    public void A_list_speaks_of_days_of_play_from_its_date_on()
    {
        var venue = Vectors.Venue("Europe/Madrid", hours: [.. Enumerable.Range(1, 7).Select(day => Vectors.Hours(day, "09:00", "02:00"))]) with
        {
            PriceLists = [List(1, new DateOnly(2000, 1, 1), 1000), List(2, new DateOnly(2026, 6, 10), 2000)],
        };
        var pricing = new Pricing(venue, Vectors.Court);

        pricing.AmountOf(Vectors.Instant("2026-06-09T10:00Z"), 60)!.Value.AmountMinor.ShouldBe(1000);
        // Half past midnight of the tenth still belongs to the evening of the ninth.
        pricing.AmountOf(Vectors.Instant("2026-06-09T22:30Z"), 60)!.Value.AmountMinor.ShouldBe(1000);
        pricing.AmountOf(Vectors.Instant("2026-06-10T10:00Z"), 60)!.Value.AmountMinor.ShouldBe(2000);
    }

    [Fact]
    public void A_price_for_a_season_a_group_or_a_length_speaks_of_nothing_else()
    {
        PriceRule[] rules =
        [
            Rule("base", 1000, 0), Rule("member", 700, 10) with { Customers = ["member"] }, Rule("long", 900, 5) with { Durations = [120] },
            Rule("summer", 1500, 20) with { First = new DateOnly(2026, 7, 1), Last = new DateOnly(2026, 8, 31) },
            Rule("panorama", 1200, 3) with { CourtGroups = ["glass"] },
        ];
        var venue = Vectors.Venue("Europe/Madrid", prices: rules);
        var member = new CustomerStanding(["member", "junior"], 0, null);

        Of(venue, "2026-06-10T10:00Z", 60, null).ShouldBe("base");
        Of(venue, "2026-06-10T10:00Z", 60, member).ShouldBe("member");
        Of(venue, "2026-06-10T10:00Z", 120, null).ShouldBe("long");
        // Local dates: the season begins at midnight in Madrid.
        Of(venue, "2026-06-30T21:30Z", 30, null).ShouldBe("base");
        Of(venue, "2026-06-30T22:00Z", 30, null).ShouldBe("summer");
        Of(venue with { Groups = [new CourtGroup(Guid.Empty, "glass", "Glass", [Vectors.Court])] }, "2026-06-10T10:00Z", 60, null).ShouldBe("panorama");
    }

    private static string Of(VenueCard venue, string start, int minutes, CustomerStanding? standing) =>
        new Pricing(venue, Vectors.Court, standing).Of(Vectors.Instant(start), minutes)!.Lines.Single().Name;

    private static (VenueCard Venue, KeptPrices Kept) RandomVenue(Random random)
    {
        PriceList[] lists = [RandomList(random, 1, new DateOnly(2000, 1, 1)), RandomList(random, 2, new DateOnly(2026, 6, 10))];
        Extra[] extras =
        [
            new("racket", "Racket", random.Next(900), random.Next(2) == 0 ? "person" : "booking", 2100, false) { Most = 4 },
            new("light", "Light", random.Next(900), "hour", 1000, true) { FromMinute = random.Next(600, 1200) },
        ];
        var saved = Vectors.Instant("2026-05-01T00:00Z");
        return (
            Vectors.Venue("Europe/Madrid") with { PriceLists = lists, Extras = extras, ExtrasNumber = 3, Groups = [new CourtGroup(Guid.Empty, "glass", "Glass", [Vectors.Court])] },
            new KeptPrices([.. lists.Select(list => new KeptList<PriceList>(list.Number, list.From, saved, null, list))], [new KeptList<IReadOnlyList<Extra>>(3, lists[0].From, saved, null, extras)]));
    }

    private static PriceList RandomList(Random random, int number, DateOnly from) => new(number, from,
    [
        Rule("base", random.Next(100, 9000), 0),
        Rule("evening", random.Next(100, 9000), 5) with { FromMinute = random.Next(0, 1300) },
        Rule("member", random.Next(100, 9000), 6) with { Customers = ["member"], ToMinute = random.Next(700, 1440) },
        Rule("table", random.Next(100, 9000), 7) with { FromMinute = random.Next(800, 1300), PerDuration = new Dictionary<int, long> { [60] = random.Next(9000), [90] = random.Next(9000) } },
        Rule("glass", random.Next(100, 9000), 8) with { CourtGroups = ["glass"], FromMinute = random.Next(1000, 1400) },
    ])
    {
        ByStart = random.Next(2) == 0,
        RoundToMinor = random.Next(3) switch { 0 => 1, 1 => 10, _ => 50 },
        TaxBasisPoints = random.Next(2) == 0 ? 2100 : null,
        Occupancy = random.Next(2) == 0 ? [] : [new OccupancyPricing([], [new OccupancyBand(3000, -2000), new OccupancyBand(8000, 0), new OccupancyBand(null, 2000)], random.Next(4000), 6000)],
    };

    private static PriceList List(int number, DateOnly from, long perHour) => new(number, from, [Rule("base", perHour, 0)]);

    private static PriceRule Rule(string name, long perHour, int priority) => new(Guid.CreateVersion7(), name, [], Vectors.Days("*"), 0, 1440, perHour, priority);
}
