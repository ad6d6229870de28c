using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Payments;
using PadelSaaS.Contracts.Venues;
using PadelSaaS.Platform.Events;

namespace PadelSaaS.Notifications.Webhooks;

/// <summary>Something a club's programs can hear of.</summary>
/// <param name="Name">A promise to integrators: it never changes.</param>
/// <param name="Sentence">What it means.</param>
internal sealed record WebhookKind(string Name, string Sentence);

/// <summary>
/// What is told outside, and how. A message says what happened to which thing, when and for how much; it names nobody. Who is meant is asked of the
/// API with a key that may know. Members are only ever added.
/// </summary>
internal static class WebhookKinds
{
    /// <summary>The kind of a message that only tries the connection.</summary>
    public const string Test = "webhook.test";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private static readonly Dictionary<Type, Row> Table = [];

    static WebhookKinds()
    {
        Add<BookingConfirmed>("booking.confirmed", "A court is booked", fact => Of(fact.Court) with { PaymentMethod = fact.PaymentMethod });
        Add<BookingMoved>("booking.moved", "A booking has another court, time or length", fact => Of(fact.Court) with { From = Of(fact.From), By = fact.MovedBy, Refund = fact.Refund });
        Add<BookingCancelled>("booking.cancelled", "A booking was given up", fact => Of(fact.Court) with { By = fact.CancelledBy, Refund = fact.Refund });
        Add<BookingTransferred>("booking.transferred", "A booking is another player's now", fact => Of(fact.Court));
        Add<PlayersArrived>("booking.arrived", "The players of a booking are here", fact => Of(fact.Court));
        Add<BookingCompleted>("booking.completed", "The time of a booking is over", fact => Of(fact.Court) with { Arrived = fact.Arrived });
        Add<NoShowRecorded>("booking.no_show", "Nobody came", fact => Of(fact.Court) with { Refund = fact.Refund });
        Add<LessonPlanned>("lesson.planned", "A lesson is in the calendar", fact => Of(fact.Lesson));
        Add<LessonMoved>("lesson.moved", "A lesson has another court, time or coach", fact => Of(fact.Lesson) with { From = Of(fact.From) });
        Add<LessonCancelled>("lesson.cancelled", "A lesson does not take place", fact => Of(fact.Lesson) with { By = fact.CancelledBy });
        Add<PaymentSettled>("payment.settled", "Money for a booking has arrived", fact => new PaymentData(fact.BookingId, fact.PaymentId, null, fact.Amount, fact.Provider));
        Add<RefundSettled>("refund.settled", "Money has gone back", fact => new PaymentData(fact.BookingId, fact.PaymentId, fact.RefundId, fact.Amount, null));
        Add<CourtClosed>("courts.closed", "Courts are closed for a while", fact => Of(fact.Courts));
        Add<CourtReopened>("courts.reopened", "A closure was taken back", fact => Of(fact.Courts));
        Add<VenueUpdated>("venue.updated", "A venue, its courts, hours, prices or rules changed", fact => new VenueData(fact.VenueId));
    }

    /// <summary>Every kind a club can choose, in the order it is offered.</summary>
    public static IReadOnlyList<WebhookKind> All => [.. Table.Values.Select(row => row.Kind)];

    /// <summary>Registers a reaction to every fact that is told on.</summary>
    internal static void Register(IServiceCollection services, string service)
    {
        foreach (var row in Table.Values) row.Register(services, service);
    }

    internal static string NameOf(IFact fact) => Table[fact.GetType()].Kind.Name;

    /// <summary>The message as it is signed and sent.</summary>
    internal static string Write(Guid id, IFact fact, string club, DateTimeOffset now) =>
        Write(id, NameOf(fact), Table[fact.GetType()].Data(fact), club, now);

    internal static string Write(Guid id, string kind, object data, string club, DateTimeOffset now) => JsonSerializer.Serialize(new Envelope(id, kind, now, club, data), Json);

    private static void Add<TFact>(string name, string sentence, Func<TFact, object> data) where TFact : IFact =>
        Table.Add(typeof(TFact), new Row(new WebhookKind(name, sentence), fact => data((TFact)fact), (services, service) => services.AddReaction<TFact, TellWebhooks<TFact>>(service)));

    private static CourtData Of(BookedCourt court) => new(court.BookingId, court.VenueId, court.CourtId, court.Start, court.End, court.Zone, court.Price);

    private static LessonData Of(BookedLesson lesson) => new(lesson.LessonId, lesson.Title, lesson.Court.VenueId, lesson.Court.CourtId, lesson.CoachId, lesson.Court.Start, lesson.Court.End, lesson.Court.Zone);

    private static ClosureData Of(ClosedCourts courts) => new(courts.ClosureId, courts.VenueId, courts.CourtIds, courts.Start, courts.End);

    private sealed record Row(WebhookKind Kind, Func<IFact, object> Data, Action<IServiceCollection, string> Register);

    private sealed record Envelope(Guid Id, string Type, DateTimeOffset Timestamp, string Club, object Data);

    private sealed record CourtData(Guid BookingId, Guid VenueId, Guid CourtId, DateTimeOffset Start, DateTimeOffset End, string Zone, Money Price)
    {
        public string? PaymentMethod { get; init; }

        public CourtData? From { get; init; }

        public string? By { get; init; }

        public Money? Refund { get; init; }

        public bool? Arrived { get; init; }
    }

    private sealed record LessonData(Guid LessonId, string Title, Guid VenueId, Guid CourtId, Guid CoachId, DateTimeOffset Start, DateTimeOffset End, string Zone)
    {
        public LessonData? From { get; init; }

        public string? By { get; init; }
    }

    private sealed record PaymentData(Guid BookingId, Guid PaymentId, Guid? RefundId, Money Amount, string? Provider);

    private sealed record ClosureData(Guid ClosureId, Guid VenueId, IReadOnlyList<Guid> CourtIds, DateTimeOffset Start, DateTimeOffset End);

    private sealed record VenueData(Guid VenueId);
}
