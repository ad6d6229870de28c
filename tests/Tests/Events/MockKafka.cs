using System.Runtime.InteropServices;

namespace PadelSaaS.Tests.Events;

/// <summary>librdkafka's own mock cluster: brokers in this process that speak Kafka's protocol and can be taken down, brought back and made to fail.</summary>
internal sealed class MockKafka : IDisposable
{
    private const string Library = "librdkafka.so.1";
    private const int Producer = 0;
    private readonly nint client;
    private readonly nint cluster;

    public MockKafka(int brokers = 3)
    {
        Brokers = brokers;
        client = New(Producer, NewConf(), 0, 0);
        cluster = NewCluster(client, brokers);
        Addresses = Marshal.PtrToStringUTF8(Bootstraps(cluster))!;
    }

    public int Brokers { get; }

    /// <summary>Where the brokers listen, for <c>Kafka:Brokers</c>.</summary>
    public string Addresses { get; }

    public void Create(string topic, int partitions) => CreateTopic(cluster, topic, partitions, Brokers).ShouldBe(0);

    public void Down(int broker) => SetDown(cluster, broker).ShouldBe(0);

    public void Up(int broker) => SetUp(cluster, broker).ShouldBe(0);

    /// <summary>Has the next requests of a kind answered with these errors.</summary>
    public void Fail(short request, params int[] errors) => PushErrors(cluster, request, (nuint)errors.Length, errors);

    public void Dispose()
    {
        DestroyCluster(cluster);
        Destroy(client);
    }

#pragma warning disable SYSLIB1054, CA2101 // A handful of calls of a test: the generator would need unsafe code.
    [DllImport(Library, EntryPoint = "rd_kafka_conf_new")]
    private static extern nint NewConf();

    [DllImport(Library, EntryPoint = "rd_kafka_new")]
    private static extern nint New(int type, nint conf, nint error, nuint size);

    [DllImport(Library, EntryPoint = "rd_kafka_destroy")]
    private static extern void Destroy(nint client);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_cluster_new")]
    private static extern nint NewCluster(nint client, int brokers);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_cluster_destroy")]
    private static extern void DestroyCluster(nint cluster);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    private static extern nint Bootstraps(nint cluster);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_topic_create")]
    private static extern int CreateTopic(nint cluster, [MarshalAs(UnmanagedType.LPUTF8Str)] string topic, int partitions, int replicas);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_broker_set_down")]
    private static extern int SetDown(nint cluster, int broker);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_broker_set_up")]
    private static extern int SetUp(nint cluster, int broker);

    [DllImport(Library, EntryPoint = "rd_kafka_mock_push_request_errors_array")]
    private static extern void PushErrors(nint cluster, short request, nuint count, int[] errors);
#pragma warning restore SYSLIB1054, CA2101
}
