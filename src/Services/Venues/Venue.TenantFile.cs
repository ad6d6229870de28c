using System.Text.Json;
using PadelSaaS.Venues.TenantFile;

namespace PadelSaaS.Venues;

internal sealed partial class Venue
{
    // Whoever changes a venue by a file has no name here.
    private const string FileName = "";

    /// <summary>A venue that has no row yet.</summary>
    public static Venue New(string key, DateTimeOffset now) => New(Guid.CreateVersion7(now), key, now);

    /// <inheritdoc cref="New(string, DateTimeOffset)"/>
    public static Venue New(Guid id, string key, DateTimeOffset now) => new() { Id = id, Key = key, CreatedAt = now };

    /// <summary>Whether the file's entry would change anything. Both are compared as they would be written, so that two spellings of one thing are no change.</summary>
    public bool Differs(VenueEntry entry, string currency, int position, DateTimeOffset now)
    {
        if (!Active || Currency != currency || Position != position) return true;

        var draft = New(Key, CreatedAt);
        draft.Take(entry, currency, position, now);
        return JsonSerializer.Serialize(draft.ToEntry(now), FileJson.Options) != JsonSerializer.Serialize(ToEntry(now), FileJson.Options);
    }

    /// <summary>Becomes what the file says. Courts, hours and prices keep their rows where they are still meant.</summary>
    public void Take(VenueEntry entry, string currency, int position, DateTimeOffset now)
    {
        (Name, Address, City, Postcode, Country) = (entry.Name, entry.Address, entry.City, entry.Postcode, entry.Country);
        (Latitude, Longitude, Zone, Currency) = (entry.Latitude, entry.Longitude, entry.Zone, currency);
        (Phone, Email, Photo) = (entry.Phone, entry.Email, entry.Photo);
        About = JsonSerializer.Serialize(new SortedDictionary<string, string>(entry.About?.ToDictionary() ?? [], StringComparer.Ordinal));
        HouseRules = JsonSerializer.Serialize(new SortedDictionary<string, string>(entry.HouseRules?.ToDictionary() ?? [], StringComparer.Ordinal));
        Amenities = [.. entry.Amenities ?? []];
        var rules = entry.Rules;
        (DurationsMinutes, StartIntervalMinutes, LeadMinutes, HorizonDays) = ([.. rules.Durations], rules.StartInterval, rules.LeadMinutes, rules.HorizonDays);
        (BufferMinutes, HoldMinutes, StrictGaps) = (rules.BufferMinutes, rules.HoldMinutes, rules.OrphanGaps == "strict");
        (AdjacentStarts, PayAtClub, PlayerSeriesWeeks) = (rules.AdjacentStarts, rules.PayAtClub, rules.PlayerSeriesWeeks ?? 0);
        Cancellation = JsonSerializer.Serialize(rules.Cancellation, FileJson.Options);
        Policy = (rules.Policy ?? new PolicyEntry()).Tidied().Write();
        TakeCourts(entry.Courts, now);
        TakeGroups(entry.CourtGroups ?? [], now);
        TakeHours(entry.Hours);
        TakeSpecialDays(entry);
        TakePriceLists(entry, now, FileName);
        (Active, Position, UpdatedAt) = (true, position, now);
    }

    /// <summary>Gives a date hours of its own.</summary>
    public void SetException(ExceptionEntry wanted)
    {
        var row = Exceptions.Find(row => row.Date == wanted.Date);
        if (row is null) Exceptions.Add(row = new DateExceptionRow { Date = wanted.Date });
        row.Name = wanted.Name;
        // The database writes JSON with spaces of its own: the same hours are no change.
        if (!SpecialDaysText.Periods(row.Hours).SequenceEqual(wanted.Hours)) row.Hours = SpecialDaysText.Write(wanted.Hours);
    }

    /// <summary>The venue as the file would have to write it.</summary>
    public VenueEntry ToEntry(DateTimeOffset now) => new()
    {
        Key = Key,
        Name = Name,
        Address = Address,
        City = City,
        Postcode = Postcode,
        Country = Country,
        Latitude = Latitude,
        Longitude = Longitude,
        Zone = Zone,
        Phone = Phone,
        Email = Email,
        Amenities = Amenities.Length == 0 ? null : Amenities,
        Photo = Photo,
        About = About == "{}" ? null : JsonSerializer.Deserialize<SortedDictionary<string, string>>(About),
        HouseRules = HouseRules == "{}" ? null : JsonSerializer.Deserialize<SortedDictionary<string, string>>(HouseRules),
        Hours = [.. HoursEntries()],
        Exceptions = Exceptions.Count == 0 ? null : [.. Exceptions.OrderBy(row => row.Date).Select(row => new ExceptionEntry(row.Date, row.Name, SpecialDaysText.Periods(row.Hours)))],
        Seasons = Seasons.Count == 0 ? null : [.. Seasons.OrderBy(row => row.First).Select(row => new SeasonEntry(row.Name, row.First, row.Last, SpecialDaysText.Week(row.Hours)))],
        Rules = new RulesEntry(
            DurationsMinutes, StartIntervalMinutes, LeadMinutes, HorizonDays, BufferMinutes, StrictGaps ? "strict" : "off", AdjacentStarts, HoldMinutes,
            JsonSerializer.Deserialize<List<TierEntry>>(Cancellation, FileJson.Options) ?? [], PayAtClub)
        {
            Policy = PolicyEntry.Read(Policy) is { IsEmpty: false } policy ? policy : null,
            PlayerSeriesWeeks = PlayerSeriesWeeks == 0 ? null : PlayerSeriesWeeks,
        },
        Courts = [.. Courts.Where(court => court.Active).OrderBy(court => court.Position)
            .Select(court => new CourtEntry(court.Key, court.Name, court.Roof, court.Surface, court.Size, court.Panoramic, court.Lights ? null : false, court.Accessible ? true : null))],
        CourtGroups = Groups.Exists(IsPlayed) ? [.. Groups.Where(IsPlayed).OrderBy(group => group.Position).Select(group => new GroupEntry(group.Key, group.Name, CourtKeys(group.CourtIds, court => court.Active)))] : null,
        Prices = Spoken(PricesOn(Today(now)).Prices),
        Pricing = PricesOn(Today(now)).Pricing,
        PlannedPrices = PlannedEntries(Today(now)),
        Extras = SpokenExtras(),
    };

    private void TakeCourts(IReadOnlyList<CourtEntry> entries, DateTimeOffset now)
    {
        foreach (var court in Courts) court.Active = false;
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            var court = Courts.Find(court => court.Key == entry.Key);
            if (court is null) Courts.Add(court = new Court { Id = Guid.CreateVersion7(now), Key = entry.Key });
            (court.Name, court.Roof, court.Surface, court.Size) = (entry.Name, entry.Roof, entry.Surface, entry.Size);
            (court.Panoramic, court.Active, court.Position) = (entry.Panoramic, true, i);
            (court.Lights, court.Accessible) = (entry.Lights ?? true, entry.Accessible ?? false);
        }
    }

    private void TakeGroups(IReadOnlyList<GroupEntry> entries, DateTimeOffset now)
    {
        Groups.RemoveAll(group => entries.All(entry => entry.Key != group.Key));
        for (var i = 0; i < entries.Count; i++)
        {
            var group = Groups.Find(group => group.Key == entries[i].Key);
            if (group is null) Groups.Add(group = new GroupRow { Id = Guid.CreateVersion7(now), Key = entries[i].Key });
            (group.Name, group.CourtIds, group.Position) = (entries[i].Name, CourtIds(entries[i].Courts), i);
        }
    }

    public void TakeHours(IReadOnlyList<HoursEntry> entries)
    {
        var wanted = new Dictionary<(int Weekday, TimeOnly Opens), int>();
        foreach (var entry in entries)
        {
            var (opens, closes) = (ClockTime.Parse(entry.Opens)!.Value, ClockTime.Parse(entry.Closes)!.Value);
            foreach (var day in Weekdays.Parse(entry.Days)!) wanted[(day, new TimeOnly(opens / 60, opens % 60))] = ClockTime.Length(opens, closes);
        }
        Hours.RemoveAll(row => !wanted.ContainsKey((row.Weekday, row.Opens)));
        foreach (var ((weekday, opens), length) in wanted)
        {
            var row = Hours.Find(row => row.Weekday == weekday && row.Opens == opens);
            if (row is null) Hours.Add(row = new HoursRow { Weekday = weekday, Opens = opens });
            row.LengthMinutes = length;
        }
    }

    private void TakeSpecialDays(VenueEntry entry)
    {
        var exceptions = entry.Exceptions ?? [];
        Exceptions.RemoveAll(row => exceptions.All(wanted => wanted.Date != row.Date));
        foreach (var wanted in exceptions) SetException(wanted);
        TakeSeasons(entry.Seasons ?? []);
    }

    public void TakeSeasons(IReadOnlyList<SeasonEntry> seasons)
    {
        Seasons.RemoveAll(row => seasons.All(wanted => wanted.From != row.First));
        foreach (var wanted in seasons)
        {
            var row = Seasons.Find(row => row.First == wanted.From);
            if (row is null) Seasons.Add(row = new SeasonRow { First = wanted.From });
            (row.Last, row.Name) = (wanted.To, wanted.Name);
            if (!SpecialDaysText.SameWeek(row.Hours, wanted.Hours)) row.Hours = SpecialDaysText.Write(wanted.Hours);
        }
    }

    // Weekdays with the same period share a line, as a person would write it.
    private IEnumerable<HoursEntry> HoursEntries() =>
        from row in Hours
        group row by (row.Opens, row.LengthMinutes) into same
        orderby same.Min(row => row.Weekday), same.Key.Opens
        let opens = (same.Key.Opens.Hour * 60) + same.Key.Opens.Minute
        select new HoursEntry(Weekdays.Format([.. same.Select(row => row.Weekday)]), ClockTime.Format(opens), ClockTime.Closing(opens, same.Key.LengthMinutes));

    private bool IsPlayed(GroupRow group) => Courts.Exists(court => court.Active && group.CourtIds.Contains(court.Id));

    /// <summary>Keys of some courts, in the venue's order.</summary>
    public IReadOnlyList<string> CourtKeys(IReadOnlyCollection<Guid> ids, Func<Court, bool>? which = null) =>
        [.. Courts.Where(court => ids.Contains(court.Id) && which?.Invoke(court) != false).OrderBy(court => court.Position).Select(court => court.Key)];

    /// <summary>Ids of some courts, in the venue's order.</summary>
    public Guid[] CourtIds(IReadOnlyCollection<string> keys) => [.. Courts.Where(court => keys.Contains(court.Key)).OrderBy(court => court.Position).Select(court => court.Id)];
}
