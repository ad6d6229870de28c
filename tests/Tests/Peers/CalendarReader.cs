using System.Text.Json;

namespace PadelSaaS.Tests.Peers;

/// <summary>What somebody else's parser (ical.js from npm) finds in calendars of ours.</summary>
internal static class CalendarReader
{
    public static async Task<ReadCalendar> ReadAsync(string file) => (await ReadAllAsync([file]))[0];

    public static async Task<IReadOnlyList<ReadCalendar>> ReadAllAsync(IReadOnlyList<string> files)
    {
        var (content, said) = await Peer.AskAsync("read-calendar.mjs", files);
        content.ShouldBeTrue(said);
        return JsonSerializer.Deserialize<List<ReadCalendar>>(said, JsonSerializerOptions.Web)!;
    }
}

/// <summary>A calendar as it was read.</summary>
internal sealed record ReadCalendar(string? Method, string? Name, IReadOnlyList<string> Zones, IReadOnlyList<ReadEvent> Events);

/// <summary>An event as it was read; its instants are what the reader made of our times and zones.</summary>
internal sealed record ReadEvent(string Uid, int Sequence, string Status, string Summary, string? Location, string? Description, string? Url, string Zone, DateTimeOffset Start, DateTimeOffset End, string Local);
