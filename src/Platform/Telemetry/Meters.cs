using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Reflection;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Events;

namespace PadelSaaS.Platform.Telemetry;

/// <summary>
/// What the platform counts about itself. What the business does is counted by the facts that were told, so that no service counts by hand: bookings are
/// <c>BOOKING_CONFIRMED</c>, holds that ran out <c>BOOKING_EXPIRED</c>, money the amounts of <c>PAYMENT_SETTLED</c>. Nothing counted names a club or a person.
/// </summary>
public static class Meters
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "PadelSaaS";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Facts = Meter.CreateCounter<long>("padel.facts.told", description: "Facts told by this process.");
    private static readonly Counter<long> Amounts = Meter.CreateCounter<long>("padel.facts.amount", description: "Minor units of money in the facts that have an amount.");
    private static readonly Histogram<double> Reactions = Meter.CreateHistogram<double>("padel.reactions.duration", "s", "How long reactions take.");
    private static readonly Counter<long> Timers = Meter.CreateCounter<long>("padel.timers.rung", description: "Timers that rang in this process.");
    private static readonly Histogram<double> Jobs = Meter.CreateHistogram<double>("padel.jobs.duration", "s", "How long recurring jobs take.");
    private static readonly ConcurrentDictionary<Type, PropertyInfo?> AmountOf = new();
    private static IReadOnlyList<Lag> lags = [];
    private static TimerLag timerLag = new(0, 0, 0);
    private static DateTimeOffset lookedAt;

    static Meters()
    {
        Meter.CreateObservableGauge("padel.facts.unread", () => Each(lag => lag.Unread), description: "Facts a reader has not looked at.");
        Meter.CreateObservableGauge("padel.facts.oldest", () => lags.Select(lag => new Measurement<double>(lag.Seconds(lookedAt), Tag("reader", lag.Reader))), "s", "Age of the oldest fact a reader has not looked at.");
        Meter.CreateObservableGauge("padel.facts.failed", () => Each(lag => lag.Failed), description: "Facts a service failed at and tries again.");
        Meter.CreateObservableGauge("padel.facts.parked", () => Each(lag => lag.Parked), description: "Facts nobody tries any more.");
        Meter.CreateObservableGauge("padel.timers.due", () => timerLag.Due, description: "Timers that are due and did not ring yet.");
        Meter.CreateObservableGauge("padel.timers.overdue", () => timerLag.OldestSeconds, "s", "How long the oldest timer has been due.");
        Meter.CreateObservableGauge("padel.timers.parked", () => timerLag.Parked, description: "Timers that failed too often.");
    }

    internal static void Told(IFact fact)
    {
        var type = Tag("type", FactCatalogue.EventType(fact.GetType()));
        Facts.Add(1, type);
        if (!Amounts.Enabled) return;
        var amount = AmountOf.GetOrAdd(fact.GetType(), kind => kind.GetProperty("Amount") is { PropertyType: var money } found && money == typeof(Money) ? found : null);
        if (amount?.GetValue(fact) is Money paid) Amounts.Add(paid.AmountMinor, type, Tag("currency", paid.Currency));
    }

    internal static void Reacted(string service, bool well, TimeSpan took) => Reactions.Record(took.TotalSeconds, Tag("service", service), Tag("outcome", well ? "done" : "failed"));

    internal static void Rang(string job, bool well) => Timers.Add(1, Tag("job", job), Tag("outcome", well ? "done" : "failed"));

    internal static void Ran(string job, bool well, TimeSpan took) => Jobs.Record(took.TotalSeconds, Tag("job", job), Tag("outcome", well ? "done" : "failed"));

    internal static void Look(IReadOnlyList<Lag> facts, TimerLag timers, DateTimeOffset at) => (lags, timerLag, lookedAt) = (facts, timers, at);

    private static IEnumerable<Measurement<long>> Each(Func<Lag, int> value) => lags.Select(lag => new Measurement<long>(value(lag), Tag("reader", lag.Reader)));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}

/// <summary>How far timers are behind.</summary>
internal sealed record TimerLag(long Due, double OldestSeconds, long Parked);
