using System.Text.Json.Nodes;

namespace PadelSaaS.Load;

/// <summary>The courts and times of the club under load. Readers look at a week of all venues; each writer takes places of its own and gives them back.</summary>
internal sealed class Places
{
    private readonly List<Place> all = [];
    private int next = -1;

    public static async Task<Places> ReadAsync(PlatformTarget platform, CancellationToken stop)
    {
        var places = new Places();
        using var wire = platform.Connect(platform.Host);
        var venues = JsonNode.Parse((await wire.GetAsync("/api/v1/venues", stop)).Body)!["venues"]!.AsArray();
        places.Big = venues.Single(venue => (string)venue!["key"]! == "big")!["id"]!.GetValue<Guid>();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        for (var day = 2; day <= 20; day++)
            foreach (var venue in venues.Where(venue => (Guid)venue!["id"]! != places.Big))
            {
                var date = today.AddDays(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
                var answer = await wire.GetAsync($"/api/v1/venues/{venue!["id"]}/availability?date={date}&duration=60", stop);
                if (answer.Status != 200) throw new InvalidOperationException($"The club under load does not answer: {answer.Status} {answer.Body}");
                foreach (var court in JsonNode.Parse(answer.Body)!["courts"]!.AsArray())
                    places.Add((Guid)venue["id"]!, (Guid)court!["courtId"]!, date, court["slots"]!.AsArray());
            }
        return places;
    }

    /// <summary>The venue with fourteen courts, which nobody writes to.</summary>
    public Guid Big { get; private set; }

    /// <summary>Somewhere somebody looks: one of a week of all venues.</summary>
    public Place Any() => all[Random.Shared.Next(all.Count)];

    /// <summary>A place nobody else is writing to just now.</summary>
    public Place Own() => all[(int)((uint)Interlocked.Increment(ref next) % all.Count)];

    private void Add(Guid venue, Guid court, string date, JsonArray slots)
    {
        // Every other half hour, so that two places of one court never overlap.
        for (var i = 0; i < slots.Count; i += 2) all.Add(new Place(venue, court, date, (DateTimeOffset)slots[i]!["start"]!));
    }
}
