using System.Globalization;
using System.Text.Json.Nodes;

namespace PadelSaaS.Load;

/// <summary>A server under load: the platform, or the bare baseline with the same statements. Both are asked the same things.</summary>
internal abstract class Target(int port)
{
    public int Port => port;

    /// <summary>Reads the free times of a venue's day.</summary>
    public abstract Task<(Answer, bool)> ReadAsync(Wire wire, Place place, CancellationToken stop);

    /// <summary>Reads a week of all courts of a venue, from a date on.</summary>
    public abstract Task<(Answer, bool)> WeekAsync(Wire wire, Guid venue, DateOnly first, CancellationToken stop);

    /// <summary>Holds, confirms and cancels, each noted in its figures.</summary>
    public abstract Task WriteAsync(Wire wire, Place place, Action<string, Answer, double, bool> note, CancellationToken stop);

    public Wire Connect(string host, string? from = null) => new(port, host, from);

    public abstract string Host { get; }

    protected static async Task<Answer> TimedAsync(string what, Func<Task<Answer>> send, int good, Action<string, Answer, double, bool> note)
    {
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        var answer = await send();
        note(what, answer, System.Diagnostics.Stopwatch.GetElapsedTime(begun).TotalMilliseconds, answer.Status == good);
        return answer;
    }
}

/// <summary>A court at a time.</summary>
internal sealed record Place(Guid Venue, Guid Court, string Date, DateTimeOffset Start);

/// <summary>The platform through its API, as a guest.</summary>
internal sealed class PlatformTarget(int port, string club = "load") : Target(port)
{
    public override string Host => $"{club}.localhost";

    public override async Task<(Answer, bool)> ReadAsync(Wire wire, Place place, CancellationToken stop)
    {
        var answer = await wire.LookAsync($"/api/v1/venues/{place.Venue}/availability?date={place.Date}&duration=90", stop);
        return (answer, answer.Status == 200);
    }

    public override async Task<(Answer, bool)> WeekAsync(Wire wire, Guid venue, DateOnly first, CancellationToken stop)
    {
        var answer = await wire.LookAsync($"/api/v1/venues/{venue}/availability/search?from={first:yyyy-MM-dd}&to={first.AddDays(6):yyyy-MM-dd}&duration=90", stop);
        return (answer, answer.Status == 200);
    }

    public override async Task WriteAsync(Wire wire, Place place, Action<string, Answer, double, bool> note, CancellationToken stop)
    {
        var start = place.Start.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var held = await TimedAsync("hold", () => wire.PostAsync("/api/v1/bookings",
            $$"""{"courtId":"{{place.Court}}","start":"{{start}}","durationMinutes":60,"guest":{"name":"Load","email":"load@example.test","phone":"1"} }""", null, stop), 201, note);
        if (held.Status != 201) return;
        var booking = JsonNode.Parse(held.Body)!;
        var (id, key) = ((string)booking["id"]!, (string)booking["accessKey"]!);
        await TimedAsync("confirm", () => wire.PostAsync($"/api/v1/bookings/{id}/confirm", """{"paymentMethod":"at_club"}""", key, stop), 200, note);
        await TimedAsync("cancel", () => wire.PostAsync($"/api/v1/bookings/{id}/cancel", "{}", key, stop), 200, note);
    }
}

/// <summary>The bare baseline.</summary>
internal sealed class BareTarget(int port) : Target(port)
{
    public override string Host => "localhost";

    public override async Task<(Answer, bool)> ReadAsync(Wire wire, Place place, CancellationToken stop)
    {
        var answer = await wire.LookAsync($"/read?venue={place.Venue}&date={place.Date}", stop);
        return (answer, answer.Status == 200);
    }

    public override async Task<(Answer, bool)> WeekAsync(Wire wire, Guid venue, DateOnly first, CancellationToken stop)
    {
        var answer = await wire.LookAsync($"/week?venue={venue}&date={first:yyyy-MM-dd}", stop);
        return (answer, answer.Status == 200);
    }

    public override async Task WriteAsync(Wire wire, Place place, Action<string, Answer, double, bool> note, CancellationToken stop)
    {
        var held = await TimedAsync("hold", () => wire.PostAsync($"/hold?venue={place.Venue}&court={place.Court}&start={place.Start.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}", "{}", null, stop), 200, note);
        if (held.Status != 200 || held.Body.Length < 36) return;
        await TimedAsync("confirm", () => wire.PostAsync($"/confirm?id={held.Body}", "{}", null, stop), 200, note);
        await TimedAsync("cancel", () => wire.PostAsync($"/cancel?id={held.Body}", "{}", null, stop), 200, note);
    }
}
