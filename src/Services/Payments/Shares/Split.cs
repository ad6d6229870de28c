using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;

namespace PadelSaaS.Payments.Shares;

/// <summary>The price of a booking, shared between players: what was agreed, until when, and what the booking was when it was last heard of.</summary>
public sealed class Split
{
    /// <summary>What a booking that is split says it is paid by.</summary>
    public const string Method = "split";

    public Guid Id { get; init; }

    public Guid BookingId { get; init; }

    public string State { get; set; } = SplitState.Waiting;

    /// <summary>Whose cards pay; shares of one split go through one provider.</summary>
    public string Provider { get; init; } = "";

    public long AmountMinor { get; set; }

    public string Currency { get; init; } = "";

    public string Fallback { get; init; } = Shares.Fallback.Release;

    public long CoverUpToMinor { get; init; }

    public long CoveredMinor { get; set; }

    /// <summary>The organiser's card, kept as the guarantee.</summary>
    public string? SavedMethod { get; set; }

    public DateTimeOffset DeadlineAt { get; set; }

    /// <summary>When it is decided for good, before play.</summary>
    public DateTimeOffset LastAt { get; set; }

    public DateTimeOffset? OfferedAt { get; set; }

    public Guid? OrganiserAccountId { get; set; }

    public string OrganiserName { get; set; } = "";

    public string? OrganiserEmail { get; set; }

    public string Language { get; set; } = "en";

    public Guid VenueId { get; set; }

    public string VenueName { get; set; } = "";

    public Guid CourtId { get; set; }

    public string CourtName { get; set; } = "";

    public DateTimeOffset StartsAt { get; set; }

    public DateTimeOffset EndsAt { get; set; }

    public string Zone { get; set; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? SettledAt { get; set; }

    public bool IsOn => State is SplitState.Waiting or SplitState.Open or SplitState.Covering or SplitState.Taking;

    public Money Of(long amountMinor) => new(amountMinor, Currency);

    /// <summary>The booking as facts tell it; a link says who reads it.</summary>
    public BookedCourt Court(string link) =>
        new(BookingId, VenueId, VenueName, CourtId, CourtName, StartsAt, EndsAt, Zone, Of(AmountMinor), Organiser, link);

    public Booker Organiser => new(OrganiserAccountId, OrganiserName, OrganiserEmail, Language);
}

/// <summary>One part of a split price: an amount, who is meant to pay it, and what became of it.</summary>
public sealed class Share
{
    public Guid Id { get; init; }

    public Guid SplitId { get; init; }

    public Guid BookingId { get; init; }

    public int Seat { get; init; }

    public long AmountMinor { get; set; }

    /// <summary>Its part of what the platform keeps of the whole price.</summary>
    public long CommissionMinor { get; set; }

    public string State { get; set; } = ShareState.Open;

    public string? Name { get; set; }

    public string? Email { get; set; }

    public Guid? AccountId { get; set; }

    public string Language { get; set; } = "en";

    /// <summary>Their place in the booking, if they have one there.</summary>
    public Guid? ParticipantId { get; set; }

    public int Turn { get; set; }

    public bool IsOffered { get; set; }

    public DateTimeOffset? ClaimedUntil { get; set; }

    /// <summary>The payment its payer was sent to last; one before it counts no more.</summary>
    public Guid? PayingId { get; set; }

    /// <summary>The payment that pays it.</summary>
    public Guid? PaymentId { get; set; }

    /// <summary>What is kept of it after the booking was given up.</summary>
    public long? KeptMinor { get; set; }

    public string? PayerName { get; set; }

    public string? PayerEmail { get; set; }

    public DateTimeOffset? AuthorisedAt { get; set; }

    public DateTimeOffset? RemindedAt { get; set; }

    /// <summary>Why it is as it is, one of <see cref="ShareNote"/>.</summary>
    public string? Note { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public bool IsOrganisers => Seat == 0;

    /// <summary>Whether its money is safe: held, or there already.</summary>
    public bool IsSecured => State is ShareState.Authorised or ShareState.Captured or ShareState.Covered;

    /// <summary>What to call whoever has it.</summary>
    public string? Shown => PayerName ?? Name ?? Email;

    /// <summary>Nobody's yet again, at the same amount.</summary>
    public void Reopen(string note)
    {
        (State, PaymentId, PayingId, PayerName, PayerEmail, AuthorisedAt, ClaimedUntil, Note) = (ShareState.Open, null, null, null, null, null, null, note);
    }

    /// <summary>Somebody else's from now on: the links of before open nothing.</summary>
    public void HandTo(string? name, string? email, string language)
    {
        (Name, Email, Language, AccountId, ParticipantId, PayingId, RemindedAt, ClaimedUntil) = (name, email, language, null, null, null, null, null);
        Turn++;
    }
}

/// <summary>Who is asked when somebody does not pay.</summary>
public sealed class SplitFriend
{
    public Guid Id { get; init; }

    public Guid SplitId { get; init; }

    public int Position { get; init; }

    public string Name { get; init; } = "";

    public string Email { get; init; } = "";

    public DateTimeOffset? AskedAt { get; set; }
}
