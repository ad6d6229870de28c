namespace PadelSaaS.Venues.Managing;

/// <summary>All courts of a venue in its order, those out of use included.</summary>
internal sealed record CourtsInput(IReadOnlyList<CourtsInput.Court?>? Courts)
{
    private const int MostCourts = 60;

    /// <summary>A court; one without an id is new.</summary>
    /// <param name="Active">Whether it can be booked.</param>
    internal sealed record Court(Guid? Id, string? Name, string? Roof, string? Surface, string? Size, bool Panoramic, bool Active)
    {
        /// <summary>Whether it can be played on after dark; left out, it stays as it is, and a new court has lights.</summary>
        public bool? Lights { get; init; }

        /// <summary>Whether a wheelchair gets onto it; left out, it stays as it is.</summary>
        public bool? Accessible { get; init; }
    }

    public static CourtsInput Read(Typed typed) => new([.. Enumerable.Range(0, typed.Rows("courts")).Select(row => $"courts[{row}]").Select(at => new Court(
        Guid.TryParse(typed[$"{at}.id"], out var id) ? id : null, typed[$"{at}.name"], typed[$"{at}.roof"], typed[$"{at}.surface"], typed[$"{at}.size"],
        typed.Is($"{at}.panoramic"), typed.Is($"{at}.active")) { Lights = typed.Is($"{at}.lights"), Accessible = typed.Is($"{at}.accessible") })]);

    public static CourtsInput Of(Venue venue) => new([.. venue.Courts.OrderBy(court => court.Position).ThenBy(court => court.Key, StringComparer.Ordinal)
        .Select(court => new Court(court.Id, court.Name, court.Roof, court.Surface, court.Size, court.Panoramic, court.Active) { Lights = court.Lights, Accessible = court.Accessible })]);

    public Typed Typed(long revision) => Managing.Typed.Of(
    [
        ("revision", revision), .. (Courts ?? []).OfType<Court>().SelectMany((court, row) => new (string, object?)[]
        {
            ($"courts[{row}].id", court.Id), ($"courts[{row}].name", court.Name), ($"courts[{row}].roof", court.Roof), ($"courts[{row}].surface", court.Surface),
            ($"courts[{row}].size", court.Size), ($"courts[{row}].panoramic", court.Panoramic), ($"courts[{row}].active", court.Active),
            ($"courts[{row}].lights", court.Lights), ($"courts[{row}].accessible", court.Accessible),
        }),
    ]);

    /// <summary>Makes the venue's courts what was asked for. A court is never deleted, and none goes out of use while somebody has booked it.</summary>
    /// <param name="ahead">How many bookings a court has before it.</param>
    public async ValueTask ApplyAsync(Venue venue, Func<Guid, Task<int>> ahead, DateTimeOffset now, Faults faults)
    {
        var wanted = Courts ?? [];
        faults.Must(wanted.Count is <= MostCourts, "courts", "At most {0} courts.", MostCourts);
        var missing = venue.Courts.Find(court => wanted.All(wish => wish?.Id != court.Id));
        faults.Must(missing is null, "courts", "{0} is missing: a court is taken out of use, not deleted.", missing?.Name ?? "");
        faults.Must(wanted.Where(wish => wish?.Id is not null).Select(wish => wish!.Id).Distinct().Count() == wanted.Count(wish => wish?.Id is not null), "courts", "A court is named twice.");
        if (!faults.None) return;

        for (var row = 0; row < wanted.Count; row++) await ApplyAsync(venue, wanted[row], row, ahead, now, faults);
        foreach (var same in venue.Courts.GroupBy(court => court.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1))
            faults.Rule(false, "name_taken", $"courts[{same.Max(court => court.Position)}].name", "Two courts are called {0}.", same.Key);
    }

    private static async ValueTask ApplyAsync(Venue venue, Court? wish, int row, Func<Guid, Task<int>> ahead, DateTimeOffset now, Faults faults)
    {
        var at = $"courts[{row}]";
        if (!faults.Must(wish is not null, at, "A court is needed.")) return;

        var court = venue.Courts.Find(court => court.Id == wish!.Id);
        if (!faults.Must(wish!.Id is null || court is not null, $"{at}.id", "This court does not exist.")) return;
        if (court is null) venue.Courts.Add(court = new Venues.Court { Id = Guid.CreateVersion7(now), Key = FreeKey(venue), Surface = "turf" });

        court.Name = faults.Text(wish.Name, $"{at}.name", 40, "A name is needed.");
        court.Roof = faults.OneOf(wish.Roof, $"{at}.roof", Choices.Roofs);
        court.Surface = faults.OneOf(wish.Surface, $"{at}.surface", [.. Choices.Surfaces, court.Surface]);
        court.Size = faults.OneOf(wish.Size, $"{at}.size", Choices.Sizes);
        if (court.Active && !wish.Active && await ahead(court.Id) is > 0 and var booked)
            faults.Rule(false, "has_bookings_ahead", $"{at}.active", "{0} still has {1} bookings ahead of it. Move or cancel them first.", court.Name, booked);
        (court.Lights, court.Accessible) = (wish.Lights ?? court.Lights, wish.Accessible ?? court.Accessible);
        (court.Panoramic, court.Active, court.Position) = (wish.Panoramic, wish.Active, row);
    }

    private static string FreeKey(Venue venue) =>
        Enumerable.Range(1, venue.Courts.Count + 1).Select(number => $"{number}").First(key => venue.Courts.TrueForAll(court => court.Key != key));
}
