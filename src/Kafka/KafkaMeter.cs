using System.Diagnostics.Metrics;

namespace PadelSaaS.Kafka;

/// <summary>What the broker's side counts.</summary>
internal static class KafkaMeter
{
    private static readonly Meter Meter = new("PadelSaaS.Kafka");

    /// <summary>Messages on our topics that are none of ours.</summary>
    public static readonly Counter<long> Unreadable = Meter.CreateCounter<long>("padel.facts.unreadable", description: "Messages passed over because they could not be read.");
}
