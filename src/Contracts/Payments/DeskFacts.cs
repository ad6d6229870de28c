namespace PadelSaaS.Contracts.Payments;

/// <summary>The desk took money for a booking: all of what was due, or a part.</summary>
/// <param name="Method"><c>cash</c> or <c>terminal</c>.</param>
public sealed record MoneyTakenAtDesk(Guid PaymentId, Guid BookingId, Money Amount, string Method) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => BookingId;
}

/// <summary>Money that was noted as taken was not, or not for this booking: the desk took its note back, and it is due again.</summary>
public sealed record DeskPaymentReversed(Guid PaymentId, Guid BookingId, Money Amount, string Method) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => BookingId;
}

/// <summary>The club lets go of what was still due for a booking at its desk: nobody is asked for it any more.</summary>
public sealed record DueLetGo(Guid PaymentId, Guid BookingId, Money Amount) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => BookingId;
}
