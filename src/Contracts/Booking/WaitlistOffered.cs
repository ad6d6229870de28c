namespace PadelSaaS.Contracts.Booking;

/// <summary>A court that was freed is held for somebody who waited for it.</summary>
/// <param name="Court">The hold.</param>
/// <param name="EntryId">Their place in line.</param>
/// <param name="Until">When the offer goes on to the next one.</param>
/// <param name="Link">Path of the page where it is taken or declined, with the guest's key where there is no account.</param>
public sealed record WaitlistOffered(BookedCourt Court, Guid EntryId, DateTimeOffset Until, string Link) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => Court.BookingId;
}
