namespace PadelSaaS.Contracts.Payments;

/// <summary>Credit of a player ends within days and is not used up.</summary>
/// <param name="Label">What it is called.</param>
public sealed record CreditEndsSoon(Guid LotId, Guid AccountId, string Label, Money Left, DateTimeOffset EndsAt) : IFact
{
    /// <inheritdoc/>
    public Guid Aggregate => LotId;
}

/// <summary>The day of a gift card has come: its mail is to be written.</summary>
/// <param name="BuyerId">Account that bought it.</param>
/// <param name="SealedCode">The code, sealed: who reads facts cannot redeem it.</param>
public sealed record GiftCardSent(Guid CardId, Guid BuyerId, string Recipient, string? RecipientName, string GiverName, string? Message, Money Amount, string SealedCode) : IFact
{
    /// <summary>Of the mail; the club's where none was chosen.</summary>
    public string? Language { get; init; }

    /// <inheritdoc/>
    public Guid Aggregate => CardId;
}

/// <summary>Questions about what players have with the club. Answered by Payments.</summary>
public interface IWallets
{
    /// <summary>What an account can spend at a venue on a day of play; zero where the club has no wallets. In the asker's transaction where one is open.</summary>
    /// <param name="bookingId">A booking that is to be paid: what is set aside for a part of it counts, too.</param>
    Task<Money> AvailableAsync(Guid accountId, string currency, Guid venueId, DateOnly day, Guid? bookingId = null, CancellationToken stop = default);

    /// <summary>Where money of a cancelled booking goes: <c>origin</c>, <c>wallet</c>, or <c>choice</c> where the player says.</summary>
    Task<string> CancelledToAsync(CancellationToken stop = default);
}
