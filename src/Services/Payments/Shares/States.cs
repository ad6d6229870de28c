namespace PadelSaaS.Payments.Shares;

/// <summary>waiting → open → (covering →) taking → settled; open → released | cancelled; waiting → lapsed.</summary>
internal static class SplitState
{
    /// <summary>The organiser has not authorised their own share yet; nobody else may pay.</summary>
    public const string Waiting = "waiting";

    /// <summary>The court is theirs; shares come in until the deadline.</summary>
    public const string Open = "open";

    /// <summary>The organiser's card is being charged for the shares nobody paid.</summary>
    public const string Covering = "covering";

    /// <summary>What is held is being taken.</summary>
    public const string Taking = "taking";

    /// <summary>All of it is there.</summary>
    public const string Settled = "settled";

    /// <summary>Not everybody paid in time: the court was given back and everybody's money let go.</summary>
    public const string Released = "released";

    /// <summary>The booking was given up.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The booking ended before its organiser had paid.</summary>
    public const string Lapsed = "lapsed";
}

/// <summary>open → authorised → captured | released; open → expired | covered; captured → refunded.</summary>
internal static class ShareState
{
    public const string Open = "open";
    public const string Authorised = "authorised";
    public const string Captured = "captured";
    public const string Released = "released";
    public const string Expired = "expired";
    public const string Covered = "covered";
    public const string Refunded = "refunded";
}

/// <summary>What happens to shares that are not paid at the deadline, as the organiser chose before paying.</summary>
internal static class Fallback
{
    /// <summary>Those on the organiser's list are asked in turn.</summary>
    public const string NextFriend = "next_friend";

    /// <summary>The place is offered to others of the club.</summary>
    public const string OpenSeat = "open_seat";

    /// <summary>The organiser's kept card pays, up to an amount agreed to.</summary>
    public const string OrganiserCovers = "organiser_covers";

    /// <summary>The court is given back and nobody pays.</summary>
    public const string Release = "release";

    public static readonly IReadOnlyList<string> All = [Release, OrganiserCovers, NextFriend, OpenSeat];

    /// <summary>Whether it first looks for others, before it is decided for good.</summary>
    public static bool Looks(string fallback) => fallback is NextFriend or OpenSeat;
}

/// <summary>Why a share is as it is.</summary>
internal static class ShareNote
{
    /// <summary>Whoever paid cannot come after all.</summary>
    public const string Left = "left";

    /// <summary>The organiser asked somebody else.</summary>
    public const string Replaced = "replaced";

    /// <summary>The bank refused when the money was to be taken; of a booking given up, what the club keeps of it is due at the desk.</summary>
    public const string HoldEnded = "hold_ended";

    /// <summary>It was offered to others because it was not paid in time.</summary>
    public const string Offered = "offered";

    /// <summary>Not everybody paid in time.</summary>
    public const string FellThrough = "fell_through";

    /// <summary>The booking was given up.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The club gave it back.</summary>
    public const string GivenBack = "given_back";
}
