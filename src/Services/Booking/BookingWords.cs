namespace PadelSaaS.Booking;

/// <summary>The words of this service's pages: English is the key, the translations stand in the files beside it.</summary>
internal sealed class BookingWords;
