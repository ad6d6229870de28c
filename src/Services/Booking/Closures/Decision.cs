using PadelSaaS.Contracts;

namespace PadelSaaS.Booking.Closures;

/// <summary>What becomes of a booking that loses its court: another place for it, or everything back, to who paid or as credit of the account.</summary>
/// <param name="Place">Where it goes; <see langword="null"/> when it is given up.</param>
/// <param name="AsCredit">Whether what was paid becomes credit.</param>
internal sealed record Decision(NewPlace? Place = null, bool AsCredit = false)
{
    /// <summary>It goes, with everything back, whatever its cancellation tiers say: the club took the court away.</summary>
    public const string CancelAndRefund = "cancel_and_refund";

    /// <summary>It goes, and what was paid becomes credit of the account that booked.</summary>
    public const string CancelAndCredit = "cancel_and_credit";

    /// <summary>It gets another court or time, for what was agreed or less.</summary>
    public const string MoveElsewhere = "move";

    /// <summary>Everything back to who paid.</summary>
    public static readonly Decision Refund = new();

    /// <summary>Everything back as credit.</summary>
    public static readonly Decision Credit = new(AsCredit: true);

    /// <summary>The word it is kept by.</summary>
    public string Word => Place is not null ? MoveElsewhere : AsCredit ? CancelAndCredit : CancelAndRefund;
}

/// <summary>Where a booking goes that loses its court; as long as it was.</summary>
internal sealed record NewPlace(Guid CourtId, DateTimeOffset Start);

/// <summary>Whether what was paid for a booking can become credit of who booked it.</summary>
internal static class CreditRule
{
    /// <summary>Nothing was paid that could come back.</summary>
    public const string NothingPaid = "nothing_paid";

    /// <summary>Players cannot pay with credit at this club: nobody could use it.</summary>
    public const string NoWallets = "no_wallets";

    /// <summary>Booked without an account: there is nobody whose credit it would be.</summary>
    public const string Guest = "guest";

    /// <summary>Several players share the price: each gets back what each paid.</summary>
    public const string Shared = "shared";

    /// <summary>Handed over: somebody else paid.</summary>
    public const string HandedOver = "handed_over";

    private const string Split = "split";

    /// <summary>Why not; <see langword="null"/> when it can.</summary>
    public static string? Against(Booking booking, Money refund, bool hasWallets) => booking switch
    {
        _ when refund.AmountMinor <= 0 => NothingPaid,
        _ when !hasWallets => NoWallets,
        { UserId: null } => Guest,
        { PaymentMethod: Split } => Shared,
        { KeyTurn: > 0 } => HandedOver,
        _ => null,
    };

    /// <summary>The reason as a sentence for who decides; <see langword="null"/> where nothing has to be said about one booking.</summary>
    public static string? Sentence(string? reason) => reason switch
    {
        Guest => "No credit: it was booked without an account.",
        Shared => "No credit: several players share the price, and each gets back what each paid.",
        HandedOver => "No credit: it was handed over, and somebody else paid.",
        _ => null,
    };
}
