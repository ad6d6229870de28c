using System.Collections.Specialized;
using System.Text.Json;
using Quartz.Spi;

namespace PadelSaaS.Platform.Jobs.Recurring;

/// <summary>
/// How the scheduler's maps lie in their column: names and texts as JSON. A collection of names and values is written by System.Text.Json as a list of
/// its names alone, and a map without its values is a job that never runs: so it is turned into a dictionary first. Anything else is refused.
/// </summary>
public sealed class JobData : IObjectSerializer
{
    /// <inheritdoc/>
    public void Initialize()
    {
    }

    /// <inheritdoc/>
    public byte[] Serialize<T>(T obj) where T : class
    {
        if (obj is not NameValueCollection values) throw new NotSupportedException($"The scheduler keeps texts by name and no {obj.GetType().Name}.");
        return JsonSerializer.SerializeToUtf8Bytes(values.AllKeys.ToDictionary(key => key!, key => values[key]));
    }

    /// <inheritdoc/>
    public T? DeSerialize<T>(byte[] data) where T : class
    {
        var values = new NameValueCollection();
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string?>>(data) ?? []) values.Add(name, value);
        return values as T ?? throw new NotSupportedException($"The scheduler keeps texts by name and no {typeof(T).Name}.");
    }
}
