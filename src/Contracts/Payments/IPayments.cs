namespace PadelSaaS.Contracts.Payments;

/// <summary>Questions about money that other services may ask of Payments, for the current tenant.</summary>
public interface IPayments
{
    /// <summary>Ways this club takes money now, in the order they are offered; never empty while the club is open.</summary>
    ValueTask<IReadOnlyList<PaymentMethod>> MethodsAsync(CancellationToken stop = default);

    /// <summary>Codes of the ways to pay that the club offers and that do not answer just now; <see cref="MethodsAsync"/> leaves them out.</summary>
    ValueTask<IReadOnlyList<string>> DownAsync(CancellationToken stop = default);

    /// <summary>
    /// Opens a payment for a booking with a provider and says where the payer has to go. Asking again for the same booking and
    /// method while the first is open gives the same payment.
    /// </summary>
    /// <returns>The way to pay, or <see langword="null"/> when the club does not take this method or its provider does not answer.</returns>
    Task<PaymentStarted?> StartAsync(PaymentWanted wanted, CancellationToken stop = default);

    /// <summary>What has been paid for a booking and not gone back; zero when nothing.</summary>
    Task<Money> PaidAsync(Guid bookingId, string currency, CancellationToken stop = default);

    /// <summary>What has gone back, or is on its way back, of what was paid for these bookings in a currency; zero when nothing.</summary>
    Task<Money> ReturnedAsync(IReadOnlyCollection<Guid> bookingIds, string currency, CancellationToken stop = default);

    /// <summary>State of the newest payment for a booking, such as <c>open</c>, <c>settled</c> or <c>failed</c>; <see langword="null"/> when none was started.</summary>
    Task<string?> StatusAsync(Guid bookingId, CancellationToken stop = default);

    /// <summary>Whether what was paid for a booking goes back by somebody's hand: in cash, or because its provider cannot send it.</summary>
    Task<bool> GoesBackByHandAsync(Guid bookingId, CancellationToken stop = default);
}

/// <summary>A way to pay.</summary>
/// <param name="Code"><c>at_club</c> or a provider's name.</param>
/// <param name="Online">Whether the payer pays before the booking is confirmed.</param>
public sealed record PaymentMethod(string Code, bool Online)
{
    /// <summary>The name players know it by, such as of a wallet on their phone; <see langword="null"/> where it takes any card.</summary>
    public string? Name { get; init; }

    /// <summary>Whether several players can each pay a share of a price by it.</summary>
    public bool MaySplit { get; init; }
}

/// <summary>What is to be paid, by whom, and where the payer's browser goes afterwards.</summary>
/// <param name="ReturnPath">Path on the club's site; coming back there proves nothing about the payment.</param>
public sealed record PaymentWanted(Guid BookingId, string Method, Money Amount, string Description, string ReturnPath, DateTimeOffset ExpiresAt)
{
    /// <summary>Where it is played: some credit counts at some venues only.</summary>
    public Guid? VenueId { get; init; }

    /// <summary>Use what whoever asks has in their wallet first, and ask by the method for the rest.</summary>
    public bool CreditFirst { get; init; }

    /// <summary>The day of play in the venue's zone: some credit counts on some days only.</summary>
    public DateOnly? Day { get; init; }
}

/// <summary>An open payment.</summary>
/// <param name="PayAt">Path or address of the page where the payer pays.</param>
public sealed record PaymentStarted(Guid PaymentId, string PayAt);
