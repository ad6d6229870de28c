namespace PadelSaaS.Contracts.Venues;

/// <summary>A venue with all that decides what can be booked there and for how much, as of one revision.</summary>
/// <param name="Revision">Rises with every change to the venue, its courts, hours, prices or rules. A booking is taken only while it still holds.</param>
/// <param name="Zone">IANA time zone, such as <c>Asia/Karachi</c>.</param>
/// <param name="Prices">Rules of the price list that counts today.</param>
public sealed record VenueCard(
    Guid Id,
    string Key,
    long Revision,
    string Name,
    string Zone,
    string Currency,
    VenuePlace Place,
    BookingRules Rules,
    IReadOnlyList<CourtCard> Courts,
    IReadOnlyList<OpeningHours> Hours,
    IReadOnlyList<PriceRule> Prices)
{
    /// <summary>Business dates with hours of their own, in order. They count more than a season.</summary>
    public IReadOnlyList<DateException> Exceptions { get; init; } = [];

    /// <summary>Stretches of dates with a week of their own, in order; no two of them overlap. They count more than <see cref="Hours"/>.</summary>
    public IReadOnlyList<Season> Seasons { get; init; } = [];

    /// <summary>Courts under one name, in the venue's order.</summary>
    public IReadOnlyList<CourtGroup> Groups { get; init; } = [];

    /// <summary>In the order they are shown.</summary>
    public IReadOnlyList<VenuePhoto> Photos { get; init; } = [];

    /// <summary>What courts cost, from the list that counts now on, in order of their dates; empty means <see cref="Prices"/> and nothing else.</summary>
    public IReadOnlyList<PriceList> PriceLists { get; init; } = [];

    /// <summary>What is sold with a court.</summary>
    public IReadOnlyList<Extra> Extras { get; init; } = [];

    /// <summary>Which list of extras these are; 0 while there never were any.</summary>
    public int ExtrasNumber { get; init; }

    /// <summary>What courts cost on a business date.</summary>
    public PriceList PricesOn(DateOnly date)
    {
        PriceList? found = null;
        foreach (var list in PriceLists)
            if (found is null || list.From <= date) found = list;
        return found ?? new PriceList(1, DateOnly.MinValue, Prices);
    }

    /// <summary>What is special about a business date; <see langword="null"/> for a usual one.</summary>
    public DateException? ExceptionOn(DateOnly date) => Exceptions.FirstOrDefault(exception => exception.Date == date);

    /// <summary>The season of a business date.</summary>
    public Season? SeasonOn(DateOnly date) => Seasons.FirstOrDefault(season => season.First <= date && date <= season.Last);

    /// <summary>The openings of a business date, in no order: its own, else its season's, else the week's.</summary>
    public IEnumerable<OpeningHours> HoursOn(DateOnly date)
    {
        if (ExceptionOn(date) is { } exception) return exception.Hours;
        var weekday = date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek;
        return (SeasonOn(date)?.Hours ?? Hours).Where(hours => hours.Weekday == weekday);
    }
}

/// <summary>Where a venue is and how to reach it.</summary>
/// <param name="About">Description by language code.</param>
public sealed record VenuePlace(
    string Address, string City, string? Postcode, string Country, double Latitude, double Longitude,
    string? Phone, string? Email, string? Photo, IReadOnlyList<string> Amenities, IReadOnlyDictionary<string, string> About)
{
    /// <summary>What players have to know before they come, by language code: shoes, guests, lockers.</summary>
    public IReadOnlyDictionary<string, string> HouseRules { get; init; } = new Dictionary<string, string>();

    /// <summary>The house rules in a language, else in another the club wrote them in; <see langword="null"/> where there are none.</summary>
    public string? HouseRulesIn(string language, string otherwise) =>
        HouseRules.GetValueOrDefault(language) ?? HouseRules.GetValueOrDefault(otherwise) ?? HouseRules.Values.FirstOrDefault();
}

/// <summary>A court as a player tells it from the next one.</summary>
/// <param name="Roof"><c>indoor</c>, <c>outdoor</c> or <c>covered</c>.</param>
/// <param name="Size"><c>double</c> or <c>single</c>.</param>
public sealed record CourtCard(Guid Id, string Key, string Name, string Roof, string Surface, string Size, bool Panoramic, int Position)
{
    /// <summary>Whether it can be played on after dark.</summary>
    public bool Lights { get; init; } = true;

    /// <summary>Whether a wheelchair gets onto it.</summary>
    public bool Accessible { get; init; }
}

/// <summary>Courts of a venue under one name, which prices and closures can speak of.</summary>
/// <param name="Key">What a tenant's file calls it.</param>
/// <param name="CourtIds">Its courts, those out of use included.</param>
public sealed record CourtGroup(Guid Id, string Key, string Name, IReadOnlyList<Guid> CourtIds);

/// <summary>One opening of a weekday: a local start and a length, so that a day may run past midnight.</summary>
/// <param name="Weekday">ISO weekday of the business day, 1 = Monday to 7 = Sunday.</param>
/// <param name="Opens">Local time in the venue's zone.</param>
/// <param name="LengthMinutes">Wall-clock minutes from opening to closing, at most 1440.</param>
public sealed record OpeningHours(int Weekday, TimeOnly Opens, int LengthMinutes);

/// <summary>How a venue sells its courts.</summary>
/// <param name="DurationsMinutes">Lengths a court can be booked for.</param>
/// <param name="StartIntervalMinutes">Elapsed minutes between two possible starts, counted from opening.</param>
/// <param name="LeadMinutes">Notice a player has to give, in elapsed minutes.</param>
/// <param name="HorizonDays">How many days ahead a player may book; 0 is today only.</param>
/// <param name="BufferMinutes">Time kept free on both sides of every booking.</param>
/// <param name="HoldMinutes">How long a court waits for its payment.</param>
/// <param name="StrictGaps">Refuse starts that would leave a gap nobody can book.</param>
/// <param name="AdjacentStarts">Offer a start right after a booking even if it is off the grid.</param>
/// <param name="PayAtClub">Whether a booking may be paid on arrival.</param>
/// <param name="Cancellation">What comes back, by notice given.</param>
public sealed record BookingRules(
    IReadOnlyList<int> DurationsMinutes, int StartIntervalMinutes, int LeadMinutes, int HorizonDays, int BufferMinutes,
    int HoldMinutes, bool StrictGaps, bool AdjacentStarts, bool PayAtClub, IReadOnlyList<CancellationTier> Cancellation)
{
    /// <summary>What the venue agrees with its players beyond the calendar.</summary>
    public BookingPolicy Policy { get; init; } = BookingPolicy.None;

    /// <summary>For how many weeks ahead players may book every week, whatever <see cref="HorizonDays"/> says; 0 where only the club books series.</summary>
    public int PlayerSeriesWeeks { get; init; }
}

/// <summary>With at least this much notice, this share comes back.</summary>
/// <param name="MinHours">Elapsed hours between cancelling and the start; the boundary counts.</param>
/// <param name="RefundBasisPoints">10000 is everything.</param>
public sealed record CancellationTier(int MinHours, int RefundBasisPoints);
