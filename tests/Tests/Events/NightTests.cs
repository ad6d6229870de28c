using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Jobs;
using PadelSaaS.Tests.House;
using PadelSaaS.Tests.Payments;

namespace PadelSaaS.Tests.Events;

/// <summary>A booking late at night on a platform with Kafka and Redis, both of which die and come back between its steps.</summary>
public sealed class NightTests(NightTests.Fixture platform) : IClassFixture<NightTests.Fixture>
{
    private const string Telephone = "+923001234567";
    private const string Mail = "owl@example.test";

    public sealed class Fixture : KafkaTests.Fixture
    {
        internal RedisServer Redis { get; } = new();

        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(base.Settings) { ["Redis:Connection"] = Redis.Address };

        public override async Task InitializeAsync()
        {
            await Redis.StartAsync();
            await base.InitializeAsync();
        }

        public override async Task DisposeAsync()
        {
            await base.DisposeAsync();
            await Redis.DisposeAsync();
        }

        public async Task DarkAsync()
        {
            for (var broker = 1; broker <= 3; broker++) Kafka.Down(broker);
            await Redis.KillAsync();
        }

        public async Task LightAsync()
        {
            for (var broker = 1; broker <= 3; broker++) Kafka.Up(broker);
            await Redis.StartAsync();
        }

        /// <summary>All that turns in a process, until stopped.</summary>
        public Task TurnAsync(CancellationToken stop)
        {
            var (broker, courier, delivery) = (Services.GetRequiredService<IFactBroker>(), Services.GetRequiredService<Courier>(), Services.GetRequiredService<Delivery>());
            var services = delivery.Services.ToList();
            return Task.WhenAll([
                KafkaTests.CarryAsync(this, stop),
                AgainAsync(() => Services.GetRequiredService<Timers>().RingDueAsync(stop), stop),
                .. services.Select(service => AgainAsync(() => Services.GetRequiredService<DelayedFacts>().RetryAsync(service, stop), stop)),
                .. services.Select(service => AgainAsync(async () =>
                {
                    await broker.ListenAsync(service, delivery.TopicsOf(service), (letters, token) => courier.HearAsync(service, letters, token), stop);
                    return 0;
                }, stop)),
            ]);
        }

        private static async Task AgainAsync(Func<Task<int>> turn, CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    if (await turn() == 0) await Task.Delay(50, CancellationToken.None);
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested)
                {
                    return;
                }
            }
        }
    }

    [Fact]
    public async Task Booked_at_half_past_eleven_and_moved_with_broker_and_memory_dying_every_message_goes_once_and_in_one_trace()
    {
        await platform.ExecuteAsync("lahore", "insert into message_settings (on_by_default) values ('{bookings:whatsapp,reminders:whatsapp}')");
        var now = platform.Clock.Now;
        var night = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(18.5);
        platform.Clock.Now = night > now ? night : night.AddDays(1);
        var (spans, trace) = (new ConcurrentQueue<Activity>(), ActivityTraceId.CreateRandom());
        using var listener = Listener(spans);
        using var end = new CancellationTokenSource();
        var turning = platform.TurnAsync(end.Token);
        try
        {
            await RedisServer.HeardByAsync(platform);
            var guest = new Checkout(platform, "lahore") { Trace = trace };
            var held = await guest.HoldAsync("زارا", Mail, "ur", phone: "0300 1234567");
            var card = await guest.PayByCardAsync(held);

            // Paid in the dark: the page answers, the fact waits.
            await platform.DarkAsync();
            await guest.ChooseAsync(card, "pay");
            await KafkaTests.UntilAsync(async () => await guest.PaymentAsync(held) == "settled", "it is paid in the dark");
            (await SentAsync("booking_confirmed")).ShouldBe("");
            await platform.LightAsync();
            await ComesAsync("booking_confirmed");
            (await platform.ScalarAsync<string>("lahore", $"select html from dev_mails where recipient = '{Mail}'")).ShouldContain("dir=\"rtl\"");

            // Moved, and everything dies under whoever reacts to it.
            var moved = await guest.MoveAsync(held);
            await platform.DarkAsync();
            await Task.Delay(200);
            await platform.LightAsync();
            await ComesAsync("booking_moved");

            // The reminder of the time it had is decided when it rings: there is none. That of the new time comes after another dark.
            platform.Clock.Now = held.Start.AddHours(-24).AddMinutes(1);
            await RungAsync();
            (await SentAsync("booking_reminder")).ShouldBe("");
            await platform.DarkAsync();
            platform.Clock.Now = moved.AddHours(-24).AddMinutes(1);
            await ComesAsync("booking_reminder");
            await platform.LightAsync();
            await KafkaTests.UntilAsync(async () => (await platform.Services.GetRequiredService<FactLag>().LookAsync(CancellationToken.None)).Where(lag => lag.Reader != "herald").All(lag => lag.Unread + lag.Failed + lag.Waiting == 0), "all is read");
            await RungAsync();

            // Once each, by what left the house and not only by what was written about it.
            foreach (var recipient in new[] { Mail, Telephone })
                (await platform.ScalarAsync<long>("lahore", $"select count(*) from dev_mails where recipient = '{recipient}'")).ShouldBe(3, recipient);
            (await Cluster.ScalarAsync<long>(platform.Database, "select count(*) from platform.timers where parked_at is not null")).ShouldBe(0);
            var own = spans.Where(span => span.TraceId == trace).Select(span => span.DisplayName).ToList();
            foreach (var step in new[] { "hear BOOKING_CONFIRMED", "hear BOOKING_MOVED" }) own.ShouldContain(step);
            own.Count(name => name.StartsWith("ring ", StringComparison.Ordinal) && name.Contains("remind", StringComparison.OrdinalIgnoreCase)).ShouldBeGreaterThanOrEqualTo(2, string.Join(", ", own));
            spans.ShouldContain(span => span.TraceId == trace && span.Source.Name == "Microsoft.AspNetCore" && $"{span.GetTagItem("http.route")}".EndsWith("/confirm", StringComparison.Ordinal));

            Task ComesAsync(string kind) => KafkaTests.UntilAsync(async () => await SentAsync(kind) == "email ur sent, whatsapp ur sent", $"{kind} is sent");

            Task<string> SentAsync(string kind) => platform.ScalarAsync<string>("lahore",
                $"select coalesce(string_agg(type || ' ' || language || ' ' || status, ', ' order by type), '') from notification_logs where booking_id = '{held.BookingId}' and template = '{kind}'");
        }
        finally
        {
            await end.CancelAsync();
            await turning;
        }
    }

    private static ActivityListener Listener(ConcurrentQueue<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or "PadelSaaS.Events" or "PadelSaaS.Timers",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    // Until nothing is due that has not rung.
    private Task RungAsync() => KafkaTests.UntilAsync(async () =>
        await Cluster.ScalarAsync<long>(platform.Database, $"select count(*) from platform.timers where parked_at is null and due_at <= '{platform.Clock.Now.AddMinutes(1):O}'") == 0, "all that is due has rung");
}
