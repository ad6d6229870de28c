namespace PadelSaaS.Contracts;

/// <summary>
/// Something that happened, told in the past tense by the service that owns it and heard by any other.
/// The record's name becomes the event type (<c>BookingConfirmed</c> is told as <c>BOOKING_CONFIRMED</c>) and the folder
/// it lies in becomes the topic (<c>Booking</c> is told on <c>booking.events</c>). Fields are only ever added.
/// </summary>
public interface IFact
{
    /// <summary>The thing it happened to. Facts about one aggregate are heard in the order they were told.</summary>
    Guid Aggregate { get; }
}
