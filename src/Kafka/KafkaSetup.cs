using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Events;

namespace PadelSaaS.Kafka;

/// <summary>Has facts travel by Kafka where <c>Kafka:Brokers</c> is set.</summary>
public static class KafkaSetup
{
    private static readonly Lock Once = new();
    private static bool isLoaded;

    /// <summary>Registers the broker; without the setting nothing is registered or loaded, and services read the outbox themselves.</summary>
    public static IServiceCollection AddKafka(this IServiceCollection services, IConfiguration configuration)
    {
        if (KafkaSettings.From(configuration) is not { } settings) return services;
        LoadLibrary();
        return services.AddSingleton(settings).AddSingleton<IFactBroker, KafkaBroker>();
    }

    // The system's librdkafka, wherever the managed part asks for its own.
    private static void LoadLibrary()
    {
        lock (Once)
        {
            if (isLoaded) return;
            NativeLibrary.SetDllImportResolver(typeof(Confluent.Kafka.Library).Assembly, (name, _, _) => name.StartsWith("librdkafka", StringComparison.Ordinal) ? NativeLibrary.Load("librdkafka.so.1") : 0);
            isLoaded = true;
        }
    }
}
