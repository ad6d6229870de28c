namespace PadelSaaS.Venues.Managing;

/// <summary>All court groups of a venue, in its order.</summary>
internal sealed record GroupsInput(IReadOnlyList<GroupsInput.Group?>? Groups)
{
    private const int MostGroups = 20;

    /// <summary>Some courts under one name; a group without an id is new.</summary>
    /// <param name="Courts">Keys of courts.</param>
    internal sealed record Group(Guid? Id, string? Name, IReadOnlyList<string>? Courts)
    {
        /// <summary>What a tenant's file calls it; only told, never taken.</summary>
        public string? Key { get; init; }
    }

    public static GroupsInput Read(Typed typed) => new([.. Enumerable.Range(0, typed.Rows("groups")).Select(row => $"groups[{row}]").Select(at => new Group(
        Guid.TryParse(typed[$"{at}.id"], out var id) ? id : null, typed[$"{at}.name"], typed.All($"{at}.courts")))]);

    public static GroupsInput Of(Venue venue) => new([.. venue.Groups.OrderBy(group => group.Position).Select(group => new Group(
        group.Id, group.Name, venue.CourtKeys(group.CourtIds)) { Key = group.Key })]);

    public Typed Typed(long revision) => Managing.Typed.Of(
    [
        ("revision", revision), .. (Groups ?? []).OfType<Group>().SelectMany((group, row) => Fields(group, $"groups[{row}]")),
    ]);

    /// <summary>Makes the venue's groups what was asked for. Those that are not named are gone.</summary>
    public void Apply(Venue venue, DateTimeOffset now, Faults faults)
    {
        var wanted = Groups ?? [];
        faults.Must(wanted.Count <= MostGroups, "groups", "At most {0} groups.", MostGroups);
        faults.Must(wanted.Where(wish => wish?.Id is not null).Select(wish => wish!.Id).Distinct().Count() == wanted.Count(wish => wish?.Id is not null), "groups", "A group is named twice.");
        for (var row = 0; row < wanted.Count; row++) Check(venue, wanted[row], $"groups[{row}]", faults);
        for (var row = 0; row < wanted.Count && faults.None; row++)
            faults.Rule(!wanted.Take(row).Any(other => Same(other!, wanted[row]!)), "name_taken", $"groups[{row}].name", "Two groups are called {0}.", wanted[row]!.Name!.Trim());
        if (!faults.None) return;

        foreach (var group in venue.Groups.Where(group => wanted.All(wish => wish!.Id != group.Id)))
        {
            var (names, byDemand) = venue.UsersOf(group.Key, venue.Today(now));
            faults.Rule(names.Count == 0, "group_in_use", "groups", "{0} cannot be removed: it stands in {1}.", group.Name, string.Join(", ", names));
            faults.Rule(!byDemand, "group_in_use", "groups", "{0} cannot be removed: the prices by demand speak of it.", group.Name);
        }
        if (!faults.None) return;

        venue.Groups.RemoveAll(group => wanted.All(wish => wish!.Id != group.Id));
        for (var row = 0; row < wanted.Count; row++)
        {
            var wish = wanted[row]!;
            var group = venue.Groups.Find(group => group.Id == wish.Id);
            if (group is null) venue.Groups.Add(group = new GroupRow { Id = Guid.CreateVersion7(now), Key = VenueKey.Of(wish.Name!, [.. venue.Groups.Select(other => other.Key)], "group") });
            (group.Name, group.Position) = (wish.Name!.Trim(), row);
            var courts = venue.CourtIds(wish.Courts!);
            if (!courts.ToHashSet().SetEquals(group.CourtIds)) group.CourtIds = courts;
        }
    }

    private static void Check(Venue venue, Group? wish, string at, Faults faults)
    {
        if (!faults.Must(wish is not null, at, "A group is needed.")) return;
        faults.Must(wish!.Id is null || venue.Groups.Exists(group => group.Id == wish.Id), $"{at}.id", "This group does not exist.");
        faults.Text(wish.Name, $"{at}.name", 40, "A name is needed.");
        faults.Must(wish.Courts is { Count: > 0 }, $"{at}.courts", "Choose at least one court.");
        faults.Must(wish.Courts?.All(key => venue.Courts.Exists(court => court.Key == key)) ?? true, $"{at}.courts", "This court does not exist.");
    }

    private static IEnumerable<(string, object?)> Fields(Group group, string at) =>
        [($"{at}.id", group.Id), ($"{at}.name", group.Name), .. (group.Courts ?? []).Select(key => ($"{at}.courts", (object?)key))];

    private static bool Same(Group one, Group other) => string.Equals(one.Name!.Trim(), other.Name!.Trim(), StringComparison.OrdinalIgnoreCase);
}
