using Confluent.Kafka;
using Microsoft.Extensions.Configuration;

namespace PadelSaaS.Kafka;

/// <summary>
/// The section <c>Kafka</c>: <c>Brokers</c> (host:port, with commas), <c>Prefix</c> before the names of topics and groups, <c>SendPatience</c> in seconds, and
/// under <c>Client</c> whatever else librdkafka knows, such as <c>sasl.username</c>.
/// </summary>
internal sealed record KafkaSettings(string Brokers, string Prefix, TimeSpan SendPatience, IReadOnlyDictionary<string, string> Client)
{
    public static KafkaSettings? From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Kafka");
        return section["Brokers"] is { Length: > 0 } brokers
            ? new KafkaSettings(brokers, section["Prefix"] ?? "", TimeSpan.FromSeconds(section.GetValue("SendPatience", 20)),
                section.GetSection("Client").GetChildren().Where(one => one.Value is not null).ToDictionary(one => one.Key, one => one.Value!))
            : null;
    }

    /// <summary>
    /// A producer that writes each message once and in order, however often it has to try. It tries for ever: who sends gives up first, throws the
    /// producer away, and sends all of it again.
    /// </summary>
    public ProducerConfig Producer() => With(new ProducerConfig
    {
        EnableIdempotence = true,
        Acks = Acks.All,
        MessageTimeoutMs = 0,
        LingerMs = 2,
        // A window holds 200 letters; nothing else is ever queued.
        QueueBufferingMaxMessages = 10_000,
    });

    /// <summary>A service's group. Its place moves by hand, after the inbox.</summary>
    public ConsumerConfig Consumer(string service) => With(new ConsumerConfig
    {
        GroupId = $"{Prefix}padel.{service}",
        EnableAutoCommit = false,
        EnableAutoOffsetStore = false,
        AutoOffsetReset = AutoOffsetReset.Earliest,
        // Not cooperative-sticky: librdkafka 2.0.2 ends the whole process at an assertion when such a group loses its coordinator.
        PartitionAssignmentStrategy = PartitionAssignmentStrategy.RoundRobin,
        AllowAutoCreateTopics = true,
        // Memory of one ear: what is fetched ahead, whatever waits on the broker.
        QueuedMinMessages = 1000,
        QueuedMaxMessagesKbytes = 4096,
        FetchWaitMaxMs = 100,
    });

    public string Topic(string name) => Prefix + name;

    private T With<T>(T config) where T : ClientConfig
    {
        config.BootstrapServers = Brokers;
        config.ClientId = "padel";
        config.ReconnectBackoffMs = 100;
        config.ReconnectBackoffMaxMs = 2000;
        config.SocketKeepaliveEnable = true;
        foreach (var (name, value) in Client) config.Set(name, value);
        return config;
    }
}
