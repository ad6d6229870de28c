namespace PadelSaaS.Payments;

/// <summary>
/// What becomes of money that is for something other than a booking. Called inside the unit of work in which the payment changes, with all
/// payments of the same thing locked; each is called once per payment.
/// </summary>
internal interface IPurpose
{
    /// <summary>One of <see cref="PaymentPurpose"/>.</summary>
    string Name { get; }

    /// <summary>The money is there. What was bought is handed over, or the money is owed back (<see cref="Refunding"/>).</summary>
    Task SettledAsync(Payment payment, CancellationToken stop);

    /// <summary>The payer let the club keep their method, as was asked for with the payment; said before <see cref="SettledAsync"/>.</summary>
    Task KeptAsync(Payment payment, string savedMethod, CancellationToken stop) => Task.CompletedTask;

    /// <summary>The money will not come, as far as the provider knows now.</summary>
    Task FailedAsync(Payment payment, CancellationToken stop) => Task.CompletedTask;

    /// <summary>The payer went away and has not paid in time; should the money come all the same, it settles.</summary>
    Task AbandonedAsync(Payment payment, CancellationToken stop) => FailedAsync(payment, stop);

    /// <summary>Some of it has gone back.</summary>
    Task RefundedAsync(Payment payment, Refund refund, CancellationToken stop) => Task.CompletedTask;
}

/// <summary>Who handles which purpose.</summary>
internal sealed class Purposes(IEnumerable<IPurpose> all)
{
    private readonly Dictionary<string, IPurpose> known = all.ToDictionary(purpose => purpose.Name);

    /// <summary>Who handles the payment's purpose; <see langword="null"/> for a booking's.</summary>
    /// <exception cref="KeyNotFoundException">Nobody does: the payment must not settle into nothing.</exception>
    public IPurpose? Of(Payment payment) => payment.Purpose == PaymentPurpose.Booking ? null : known[payment.Purpose];
}
