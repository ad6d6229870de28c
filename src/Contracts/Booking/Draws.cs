namespace PadelSaaS.Contracts.Booking;

/// <summary>The times a draw is about.</summary>
/// <param name="Zone">IANA zone of the venue.</param>
public sealed record DrawnTimes(Guid DrawId, Guid VenueId, string VenueName, string Zone, DateTimeOffset Start, DateTimeOffset End);

/// <summary>A draw was held: its order stands, and courts are held for who was drawn. Called off, it gave nothing to anybody.</summary>
/// <param name="Winners">For how many a court is held.</param>
public sealed record DrawHeld(DrawnTimes Draw, int Entries, int Winners, bool CalledOff) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => Draw.DrawId;
}

/// <summary>A court is held for somebody whose turn it is in a draw.</summary>
/// <param name="Court">The hold.</param>
/// <param name="Until">When it goes on to the next one.</param>
/// <param name="Link">Path of the page where it is taken or declined.</param>
/// <param name="PassedOn">Whether somebody before them did not take it.</param>
public sealed record DrawWon(BookedCourt Court, Guid EntryId, DateTimeOffset Until, string Link, bool PassedOn) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => Court.BookingId;
}

/// <summary>Somebody entered a draw and got no court in it.</summary>
/// <param name="CalledOff">Whether there was no draw after all.</param>
public sealed record DrawMissed(DrawnTimes Draw, Guid EntryId, Booker Booker, string Link, bool CalledOff) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => EntryId;
}
