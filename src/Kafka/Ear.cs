using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using PadelSaaS.Platform.Events;

namespace PadelSaaS.Kafka;

/// <summary>
/// What one service of this process hears. A batch is read, handed over, and only then is the group's place moved behind it. While a batch is at work the
/// partitions rest and the group still sees us alive, so that a slow service holds neither memory nor others. When partitions go to another process,
/// the batch at work is finished and noted first, and what was read and not begun is left to the other one.
/// </summary>
internal sealed class Ear(KafkaSettings settings, string service, IReadOnlyList<string> topics, Func<IReadOnlyList<Letter>, CancellationToken, Task> hear, Action<long> tellLag, ILogger log)
{
    private const int MostAtOnce = 200;
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    // Everything here is touched by the thread that consumes alone: Kafka's handlers run inside its calls.
    private readonly List<ConsumeResult<string, byte[]>> read = [];
    private List<ConsumeResult<string, byte[]>> atWork = [];
    private Task? work;

    public void Listen(CancellationToken stop)
    {
        using var consumer = Open();
        consumer.Subscribe(topics);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                Read(consumer, read.Count > 0 ? TimeSpan.Zero : Rest * 5);
                while (read.Count is > 0 and < MostAtOnce && Read(consumer, TimeSpan.Zero)) { }
                if (read.Count > 0) Hear(consumer, stop);
                tellLag(Lag(consumer));
            }
        }
        finally
        {
            work?.ContinueWith(_ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
            consumer.Close();
        }
    }

    private IConsumer<string, byte[]> Open() => new ConsumerBuilder<string, byte[]>(settings.Consumer(service))
        .SetPartitionsRevokedHandler((consumer, gone) => GiveUp(consumer, [.. gone.Select(one => one.TopicPartition)]))
        // Lost is not handed over: another process has them already, and what we note would be refused.
        .SetPartitionsLostHandler((consumer, gone) => Forget(consumer, [.. gone.Select(one => one.TopicPartition)]))
        .SetErrorHandler((_, error) => { if (error.IsFatal) log.LogError("Kafka, {Service}: {Reason}", service, error.Reason); })
        .SetLogHandler((_, line) => log.LogDebug("Kafka, {Service}: {Line}", service, line.Message))
        .Build();

    private bool Read(IConsumer<string, byte[]> consumer, TimeSpan patience)
    {
        try
        {
            if (consumer.Consume(patience) is not { Message: not null } message) return false;
            read.Add(message);
            return true;
        }
        catch (ConsumeException failure) when (!failure.Error.IsFatal)
        {
            // A topic nobody has told on yet, a broker on its way back: it comes by itself.
            log.LogDebug("Kafka, {Service}: {Reason}", service, failure.Error.Reason);
            return false;
        }
    }

    private void Hear(IConsumer<string, byte[]> consumer, CancellationToken stop)
    {
        atWork = [.. read];
        read.Clear();
        var letters = Letters(atWork);
        work = letters.Count == 0 ? Task.CompletedTask : Task.Run(() => UntilHeardAsync(letters, stop), CancellationToken.None);
        if (Task.WaitAny([work], Rest) < 0)
        {
            while (!work.IsCompleted)
            {
                // Again each time: a rebalance may have given us more meanwhile.
                consumer.Pause(consumer.Assignment);
                Read(consumer, Rest);
            }
            consumer.Resume(consumer.Assignment);
        }
        if (work is { IsCompletedSuccessfully: true }) Note(consumer, atWork);
        (work, atWork) = (null, []);
    }

    // What fails at one fact is delayed by the courier; what fails here is the database itself, and then nothing goes on anywhere.
    private async Task UntilHeardAsync(List<Letter> letters, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await hear(letters, stop);
                return;
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                log.LogError("{Service} cannot hear and goes on trying: {Error}", service, failure.Message);
                await Task.Delay(AfterFailure, stop);
            }
        }
    }

    private List<Letter> Letters(List<ConsumeResult<string, byte[]>> messages)
    {
        var letters = new List<Letter>();
        foreach (var message in messages)
        {
            try
            {
                letters.Add(Envelope.Read(message.Message));
            }
            catch (FormatException failure)
            {
                // It has no fact that could be parked; it stays where it is on the topic.
                KafkaMeter.Unreadable.Add(1, new KeyValuePair<string, object?>("service", service));
                log.LogError("{Service} passes over a message it cannot read, {Topic} {Partition} {Offset}: {Error}", service, message.Topic, message.Partition.Value, message.Offset.Value, failure.Message);
            }
        }
        return letters;
    }

    // The others' place: behind the last message of each partition that is still ours.
    private void Note(IConsumer<string, byte[]> consumer, List<ConsumeResult<string, byte[]>> heard)
    {
        var places = heard.GroupBy(one => one.TopicPartition).Select(own => new TopicPartitionOffset(own.Key, own.Max(one => one.Offset.Value) + 1)).ToList();
        if (places.Count == 0) return;
        try
        {
            consumer.Commit(places);
        }
        catch (KafkaException failure)
        {
            // It comes again, here or elsewhere, and the inbox knows it.
            log.LogWarning("{Service} could not note its place: {Reason}", service, failure.Error.Reason);
        }
    }

    private void GiveUp(IConsumer<string, byte[]> consumer, HashSet<TopicPartition> gone)
    {
        if (work is not null && atWork.Exists(one => gone.Contains(one.TopicPartition)))
        {
            work.ContinueWith(_ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
            if (work.IsCompletedSuccessfully) Note(consumer, atWork.FindAll(one => gone.Contains(one.TopicPartition)));
        }
        Forget(consumer, gone);
    }

    private void Forget(IConsumer<string, byte[]> consumer, HashSet<TopicPartition> gone)
    {
        // A partition that rested when it was taken would rest for ever if it ever came back.
        if (work is not null) consumer.Resume(gone);
        read.RemoveAll(one => gone.Contains(one.TopicPartition));
        atWork.RemoveAll(one => gone.Contains(one.TopicPartition));
    }

    private static long Lag(IConsumer<string, byte[]> consumer)
    {
        try
        {
            return consumer.Assignment.Sum(one => consumer.GetWatermarkOffsets(one) is { High.Value: > 0 } marks && consumer.Position(one) is { IsSpecial: false } place ? Math.Max(0, marks.High.Value - place.Value) : 0);
        }
        catch (KafkaException)
        {
            return 0;
        }
    }
}
