using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using PadelSaaS.Platform.Events;

namespace PadelSaaS.Kafka;

/// <summary>
/// A letter as a message. The value is for everybody who listens: <c>eventId eventType tenantId aggregate occurredAt traceId version payload</c>. The headers
/// say what our own services need beyond that. The key is tenant and aggregate, so that one aggregate stays in one partition.
/// </summary>
internal static class Envelope
{
    public const int Version = 1;

    /// <param name="tenant">The club's id; <see langword="null"/> for what the platform tells.</param>
    public static Message<string, byte[]> Write(Letter letter, Guid? tenant) => new()
    {
        Key = $"{tenant?.ToString() ?? "platform"}:{letter.Aggregate}",
        Value = Value(letter, tenant),
        Timestamp = new Timestamp(letter.OccurredAt),
        Headers = Headers(letter),
    };

    /// <summary>The letter of a message.</summary>
    /// <exception cref="FormatException">It is none of ours, or of a version this process does not know.</exception>
    public static Letter Read(Message<string, byte[]> message)
    {
        string Header(string name) => message.Headers?.TryGetLastBytes(name, out var bytes) == true && bytes is not null ? Encoding.UTF8.GetString(bytes) : throw new FormatException($"It has no header '{name}'.");
        try
        {
            if (Header("version") != Version.ToString(CultureInfo.InvariantCulture)) throw new FormatException($"Its version is {Header("version")}, and this process knows {Version}.");
            using var document = JsonDocument.Parse(message.Value ?? throw new FormatException("It is empty."));
            var root = document.RootElement;
            return new Letter(
                Guid.Parse(Header("id")), long.Parse(Header("seq"), CultureInfo.InvariantCulture), Header("tenant"), Header("type"), root.GetProperty("aggregate").GetGuid(),
                root.GetProperty("payload").GetRawText(), root.GetProperty("occurredAt").GetDateTimeOffset(), Header("traceparent") is { Length: > 0 } trace ? trace : null);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or OverflowException)
        {
            throw new FormatException(failure.Message, failure);
        }
    }

    private static byte[] Value(Letter letter, Guid? tenant)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("eventId", letter.EventId);
            json.WriteString("eventType", letter.EventType);
            if (tenant is { } club) json.WriteString("tenantId", club);
            else json.WriteNull("tenantId");
            json.WriteString("aggregate", letter.Aggregate);
            json.WriteString("occurredAt", letter.OccurredAt);
            json.WriteString("traceId", letter.TraceId?.Split('-') is [_, var trace, ..] ? trace : null);
            json.WriteNumber("version", Version);
            json.WritePropertyName("payload");
            json.WriteRawValue(letter.Payload);
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    private static Headers Headers(Letter letter)
    {
        var headers = new Headers();
        foreach (var (name, value) in new[]
        {
            ("id", $"{letter.EventId}"), ("type", letter.EventType), ("tenant", letter.TenantRole), ("seq", letter.Seq.ToString(CultureInfo.InvariantCulture)),
            ("traceparent", letter.TraceId ?? ""), ("version", Version.ToString(CultureInfo.InvariantCulture)),
        })
            headers.Add(name, Encoding.UTF8.GetBytes(value));
        return headers;
    }
}
