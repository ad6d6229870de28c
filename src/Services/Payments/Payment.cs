using PadelSaaS.Contracts;

namespace PadelSaaS.Payments;

/// <summary>Money for a booking, or for something else the club sells, through one provider.</summary>
internal sealed class Payment
{
    public const string AtClub = "at_club";

    /// <summary>The way to pay by credit a player has with the club.</summary>
    public const string Wallet = "wallet";

    public Guid Id { get; private set; }

    /// <summary>What it is for: <see cref="PaymentPurpose"/>.</summary>
    public string Purpose { get; private set; } = PaymentPurpose.Booking;

    /// <summary>The booking; nothing where something else is paid for.</summary>
    public Guid? BookingId { get; private set; }

    /// <summary>What else is paid for, as whoever handles the purpose knows it.</summary>
    public Guid? PurposeId { get; private set; }

    public string Provider { get; private set; } = "";

    public string? ProviderReference { get; private set; }

    public string Method { get; private set; } = "";

    public long AmountMinor { get; private set; }

    public string Currency { get; private set; } = "";

    public string State { get; private set; } = PaymentState.Open;

    public string Description { get; private set; } = "";

    public string? PayAt { get; private set; }

    public string? ReturnPath { get; private set; }

    public DateTimeOffset? ExpiresAt { get; private set; }

    public string? FailureReason { get; private set; }

    public long RefundedMinor { get; private set; }

    /// <summary>What the platform keeps of it; nothing until that is agreed.</summary>
    public long? CommissionMinor { get; private set; }

    /// <summary>What the provider kept of it; nothing until it said so.</summary>
    public long? ProviderFeeMinor { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>The booking of a payment that is for one.</summary>
    /// <exception cref="InvalidOperationException">It is for something else: whoever asked should have looked at <see cref="Purpose"/>.</exception>
    public Guid OfBooking => BookingId ?? throw new InvalidOperationException($"Payment {Id} is for {Purpose} {PurposeId} and no booking.");

    public Money Amount => new(AmountMinor, Currency);

    /// <summary>Whether the club still has all of it.</summary>
    public bool IsWhole => State == PaymentState.Settled && RefundedMinor == 0;

    /// <summary>Whether the provider may still report money for it.</summary>
    public bool MaySettle => State is PaymentState.Open or PaymentState.Failed && ProviderReference is not null;

    /// <summary>A booking whose price the player brings along.</summary>
    public static Payment ForDesk(Guid bookingId, Money amount, string description, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        BookingId = bookingId,
        Provider = AtClub,
        Method = AtClub,
        AmountMinor = amount.AmountMinor,
        Currency = amount.Currency,
        State = PaymentState.DueAtClub,
        Description = description,
        CreatedAt = now,
    };

    /// <summary>A booking that credit has just paid for. Its reference is its own id: the wallet's books are ours.</summary>
    public static Payment ByWallet(Guid bookingId, Money amount, string description, string returnPath, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        return new()
        {
            Id = id,
            BookingId = bookingId,
            Provider = Wallet,
            ProviderReference = $"{id}",
            Method = Wallet,
            AmountMinor = amount.AmountMinor,
            Currency = amount.Currency,
            State = PaymentState.Settled,
            Description = description,
            ReturnPath = returnPath,
            CreatedAt = now,
            SettledAt = now,
        };
    }

    /// <summary>Something to be paid that is no booking; the payer is about to be sent to the provider.</summary>
    public static Payment ForPurpose(string purpose, Guid purposeId, string provider, Money amount, string description, string returnPath, DateTimeOffset expiresAt, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Purpose = purpose,
        PurposeId = purposeId,
        Provider = provider,
        Method = provider,
        AmountMinor = amount.AmountMinor,
        Currency = amount.Currency,
        Description = description,
        ReturnPath = returnPath,
        ExpiresAt = expiresAt,
        CreatedAt = now,
    };

    /// <summary>The provider has the money.</summary>
    /// <returns>False when that was known already.</returns>
    public bool Settle(DateTimeOffset now)
    {
        if (State is not (PaymentState.Open or PaymentState.Failed)) return false;
        (State, SettledAt, FailureReason) = (PaymentState.Settled, now, null);
        return true;
    }

    /// <summary>What platform and provider keep of it.</summary>
    public void Costs(long commissionMinor, long? providerFeeMinor) => (CommissionMinor, ProviderFeeMinor) = (commissionMinor, providerFeeMinor);

    /// <summary>It will not go through, as far as anybody knows now.</summary>
    /// <returns>False when it is past that: settled, or failed before.</returns>
    public bool Fail(string reason)
    {
        if (State is not (PaymentState.Open or PaymentState.DueAtClub)) return false;
        (State, FailureReason) = (PaymentState.Failed, reason);
        return true;
    }

    /// <summary>Some of it has to go back.</summary>
    public Refund Owe(long amountMinor, string reason, DateTimeOffset now)
    {
        State = PaymentState.RefundDue;
        return new Refund(Guid.CreateVersion7(now), Id, amountMinor, reason, now);
    }

    /// <summary>Some of it has gone back.</summary>
    public void GaveBack(long amountMinor, bool moreIsDue)
    {
        RefundedMinor += amountMinor;
        State = moreIsDue ? PaymentState.RefundDue : RefundedMinor == AmountMinor ? PaymentState.Refunded : PaymentState.Settled;
    }
}
