namespace PadelSaaS.Tenants.Lifecycle;

/// <summary>Something an admin may do to a club: from which state it leads to which.</summary>
/// <param name="Act">As it is written down, such as <c>suspended</c>.</param>
internal sealed record ClubTurn(string Act, string From, string To)
{
    /// <summary>A club keeps everything for so long after it was closed.</summary>
    public static readonly TimeSpan Keeps = TimeSpan.FromDays(30);

    /// <summary>However much of a hurry there is: nothing is erased before somebody could have stopped it.</summary>
    public static readonly TimeSpan LeastNotice = TimeSpan.FromDays(1);

    /// <summary>Only what has been suspended for so long is closed: by then every process knows, and whatever was being booked has ended one way or the other.</summary>
    public static readonly TimeSpan Rests = TimeSpan.FromMinutes(15);

    public static readonly ClubTurn Suspend = new("suspended", "open", "suspended");
    public static readonly ClubTurn Resume = new("resumed", "suspended", "open");
    public static readonly ClubTurn Close = new("closed", "suspended", "closed");
    public static readonly ClubTurn Reopen = new("reopened", "closed", "suspended");
    public static readonly ClubTurn Hasten = new("erasure_hastened", "closed", "closed");
}
