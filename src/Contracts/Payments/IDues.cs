namespace PadelSaaS.Contracts.Payments;

/// <summary>What players owe the club for a booking that is not waiting for its money, and how they pay it without coming to the desk. Answered by Payments.</summary>
public interface IDues
{
    /// <summary>What is still asked for of a booking; <see langword="null"/> where nothing is. In the asker's transaction where one is open.</summary>
    Task<Money?> OfAsync(Guid bookingId, CancellationToken stop = default);

    /// <summary>
    /// Opens a payment of all that is due by a provider, or pays it from the wallet of whoever asks. Asking again while the first is open gives the same payment; what is
    /// taken at the desk meanwhile is not asked for twice, and money that comes for it all the same goes back.
    /// </summary>
    /// <param name="wanted">Its amount is what the payer saw.</param>
    Task<DueStarted> StartAsync(PaymentWanted wanted, CancellationToken stop = default);
}

/// <summary>How a due payment began.</summary>
/// <param name="PayAt">Where it is paid; <see langword="null"/> when it could not begin.</param>
/// <param name="Problem">One of <see cref="DueProblem"/>.</param>
public sealed record DueStarted(string? PayAt, string? Problem);

/// <summary>Why a due payment could not begin.</summary>
public static class DueProblem
{
    /// <summary>Nothing is due, or not as much as the payer saw.</summary>
    public const string Changed = "changed";

    /// <summary>The club does not take this method.</summary>
    public const string Method = "method";

    /// <summary>The provider does not answer.</summary>
    public const string Down = "down";

    /// <summary>There is not enough in the wallet.</summary>
    public const string TooLittle = "too_little";
}

/// <summary>A player paid what was due of a booking, themselves: it is asked for no more.</summary>
/// <param name="Method">The provider, or <c>wallet</c>.</param>
public sealed record DuePaid(Guid PaymentId, Guid BookingId, Money Amount, string Method) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => BookingId;
}
