using System.Collections.Concurrent;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Kafka;

/// <summary>Facts by Kafka: one idempotent producer for the relay, one consumer per service that runs here. Nothing connects before it is used.</summary>
internal sealed class KafkaBroker(KafkaSettings settings, ITenantStore tenants, ILogger<KafkaBroker> log) : IFactBroker, IDisposable
{
    private readonly ConcurrentDictionary<string, long> waiting = new();
    private readonly Lock door = new();
    private IProducer<string, byte[]>? producer;

    public IReadOnlyDictionary<string, long> Waiting => waiting;

    public async Task SendAsync(IReadOnlyList<Letter> letters, CancellationToken stop)
    {
        var messages = new List<(string Topic, Message<string, byte[]> Message)>();
        foreach (var letter in letters)
        {
            var tenant = letter.TenantRole == Database.PlatformRole ? null : await tenants.FindBySchemaAsync(letter.TenantRole, stop);
            // Erased since: there is nobody left whom this fact could concern.
            if (tenant is null && letter.TenantRole != Database.PlatformRole) continue;
            messages.Add((settings.Topic(FactCatalogue.Topic(FactCatalogue.All[letter.EventType])), Envelope.Write(letter, tenant?.Id)));
        }
        if (messages.Count == 0) return;
        try
        {
            await ProduceAsync(Producer(), messages).WaitAsync(settings.SendPatience, stop);
        }
        catch (Exception failure) when (failure is TimeoutException or KafkaException or OperationCanceledException)
        {
            // What is still queued must not arrive behind what is sent again.
            Discard();
            if (stop.IsCancellationRequested) throw;
            throw new InvalidOperationException(failure is TimeoutException ? $"The broker did not take {messages.Count} facts in {settings.SendPatience.TotalSeconds:N0} s." : $"The broker refused a fact: {failure.Message}", failure);
        }
    }

    public Task ListenAsync(string service, IReadOnlyCollection<string> topics, Func<IReadOnlyList<Letter>, CancellationToken, Task> hear, CancellationToken stop) =>
        // Consume blocks, and what stops it must not leave the group before it came back: a thread of its own.
        Task.Factory.StartNew(
            () => new Ear(settings, service, [.. topics.Select(settings.Topic)], hear, lag => waiting[service] = lag, log).Listen(stop),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose() => Discard();

    // Queued all at once and in order; the idempotent producer keeps the order of a partition over its own retries.
    private static Task ProduceAsync(IProducer<string, byte[]> producer, List<(string Topic, Message<string, byte[]> Message)> messages)
    {
        var (left, done) = (messages.Count, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        foreach (var (topic, message) in messages)
            producer.Produce(topic, message, report =>
            {
                if (report.Error.IsError) done.TrySetException(new KafkaException(report.Error));
                else if (Interlocked.Decrement(ref left) == 0) done.TrySetResult();
            });
        return done.Task;
    }

    private IProducer<string, byte[]> Producer()
    {
        lock (door)
            return producer ??= new ProducerBuilder<string, byte[]>(settings.Producer())
                .SetErrorHandler((_, error) => { if (error.IsFatal) log.LogError("Kafka: {Reason}", error.Reason); })
                .SetLogHandler((_, line) => log.LogDebug("Kafka: {Line}", line.Message))
                .Build();
    }

    private void Discard()
    {
        lock (door)
        {
            producer?.Dispose();
            producer = null;
        }
    }
}
