namespace PadelSaaS.Contracts.Payments;

/// <summary>A provider's word that the money for a booking has arrived, read back from the provider itself.</summary>
public sealed record PaymentSettled(Guid PaymentId, Guid BookingId, Money Amount, string Provider) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => BookingId;
}

/// <summary>A payment of a whole price did not go through and will not any more. The booking may be paid another way while its hold lasts.</summary>
/// <param name="Reason">Stable word for the cause, such as <c>declined</c> or <c>abandoned</c>.</param>
public sealed record PaymentFailed(Guid PaymentId, Guid BookingId, string Reason) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => BookingId;
}

/// <summary>Money has gone back to the payer.</summary>
public sealed record RefundSettled(Guid RefundId, Guid PaymentId, Guid BookingId, Money Amount) : IFact
{
    /// <summary>The share it was of, where several players paid: it goes to whoever paid that, who hears of it by <see cref="ShareInformed"/>.</summary>
    public Guid? ShareId { get; init; }

    /// <summary>Whether somebody at the club handed it over, or sent it by themselves.</summary>
    public bool ByHand { get; init; }

    /// <summary>Whether it was paid with credit and is credit again: it is there at once.</summary>
    public bool ToWallet { get; init; }

    /// <summary>Whether it became credit of the account that booked: no provider sends anything.</summary>
    public bool AsCredit { get; init; }

    /// <inheritdoc/>
    public Guid Aggregate => BookingId;
}

/// <summary>Money that was said to have gone back did not arrive: the payer's bank refused it, maybe days later. Somebody has to act.</summary>
/// <param name="Reason">The provider's word for the cause.</param>
public sealed record RefundFailed(Guid RefundId, Guid PaymentId, Guid BookingId, Money Amount, string Reason) : IFact
{
    /// <summary>The share it was of, where several players paid: whoever paid that hears of it by <see cref="ShareInformed"/>.</summary>
    public Guid? ShareId { get; init; }

    /// <inheritdoc/>
    public Guid Aggregate => BookingId;
}

/// <summary>The club takes money in other ways than before.</summary>
public sealed record PaymentMethodsChanged(Guid TenantId) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => TenantId;
}
