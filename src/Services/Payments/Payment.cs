using PadelSaaS.Contracts;

namespace PadelSaaS.Payments;

/// <summary>Money for a booking, or for something else the club sells, through one provider.</summary>
internal sealed partial class Payment
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

    /// <summary>The share it pays, where the price is split between players.</summary>
    public Guid? ShareId { get; private set; }

    /// <summary>Of credit that pays a part: the payment the rest comes by.</summary>
    public Guid? PartOf { get; private set; }

    /// <summary>Whether it pays what was due at the desk already.</summary>
    public bool ForDue { get; private set; }

    /// <summary>The account that pays, if it was signed in.</summary>
    public Guid? PayerAccountId { get; private set; }

    /// <summary>Who pays a share, as they said.</summary>
    public string? PayerName { get; private set; }

    public string? PayerEmail { get; private set; }

    /// <summary>Whether the money is held first and taken later.</summary>
    public bool IsHold { get; private set; }

    /// <summary>Whether the payer lets the club keep the method, to charge it as was agreed.</summary>
    public bool KeepsMethod { get; private set; }

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

    /// <summary>The kept card it is being charged to, while its provider has not answered.</summary>
    public string? ChargedMethod { get; private set; }

    public DateTimeOffset? HeldAt { get; private set; }

    /// <summary>Until when the provider holds the money.</summary>
    public DateTimeOffset? HeldUntil { get; private set; }

    /// <summary>What is to become of a hold: how much of it is to be taken, 0 to let it go; <see langword="null"/> while that is not decided.</summary>
    public long? TakeMinor { get; private set; }

    /// <summary>What was taken of a hold; <see langword="null"/> where nothing was held first.</summary>
    public long? TakenMinor { get; private set; }

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

    /// <summary>What arrived, once it has: of a hold maybe less than was held.</summary>
    public Money Arrived => new(TakenMinor ?? AmountMinor, Currency);

    /// <summary>Whether the club still has all of it.</summary>
    public bool IsWhole => State == PaymentState.Settled && RefundedMinor == 0;

    /// <summary>Whether the desk asked for it and let it go.</summary>
    public bool IsLetGo => State == PaymentState.Failed && FailureReason == Payments.FailureReason.LetGo;

    /// <summary>Whether the provider may still report money for it.</summary>
    public bool MaySettle => State is PaymentState.Open or PaymentState.Held or PaymentState.Failed && ProviderReference is not null;

    /// <summary>The provider has the money.</summary>
    /// <param name="takenMinor">What was taken of a hold.</param>
    /// <returns>False when that was known already.</returns>
    public bool Settle(DateTimeOffset now, long? takenMinor = null)
    {
        if (State is not (PaymentState.Open or PaymentState.Held or PaymentState.Failed)) return false;
        (State, SettledAt, FailureReason) = (PaymentState.Settled, now, null);
        if (HeldAt is not null || (takenMinor is { } taken && taken != AmountMinor)) TakenMinor = takenMinor ?? AmountMinor;
        return true;
    }

    /// <summary>The provider holds the money.</summary>
    /// <returns>False when that was known already, or it is past that.</returns>
    public bool Hold(DateTimeOffset now, DateTimeOffset? until)
    {
        if (State is not (PaymentState.Open or PaymentState.Failed)) return false;
        (State, HeldAt, HeldUntil, FailureReason) = (PaymentState.Held, now, until, null);
        return true;
    }

    /// <summary>A kept card is about to be charged, or may have been before.</summary>
    /// <returns>The card; <see langword="null"/> when it is not to be charged.</returns>
    public string? BeginCharge(string? keptCard) => State switch
    {
        PaymentState.Open => ChargedMethod ??= keptCard,
        PaymentState.Failed when ProviderReference is null => ChargedMethod,
        _ => null,
    };

    /// <summary>Credit is set aside for it. Its reference is its own id: the wallet's books are ours.</summary>
    public void SetAside(DateTimeOffset now) => (ProviderReference, State, HeldAt) = ($"{Id}", PaymentState.Held, now);

    /// <summary>Credit that was set aside went back to its wallet.</summary>
    public void Release() => (State, TakeMinor) = (PaymentState.Released, 0);

    /// <summary>Decides what becomes of the hold, once; a timer does it.</summary>
    /// <param name="takeMinor">What is to be taken, 0 to let it go.</param>
    /// <returns>False when it is not held, or was decided before.</returns>
    public bool Decide(long takeMinor)
    {
        if (State != PaymentState.Held || TakeMinor is not null) return false;
        TakeMinor = takeMinor;
        return true;
    }

    /// <summary>The hold is no more and nothing was taken: let go as decided, or ended by the bank.</summary>
    /// <returns>False when it was not held.</returns>
    public bool EndHold()
    {
        if (State != PaymentState.Held) return false;
        (State, FailureReason) = TakeMinor == 0 ? (PaymentState.Released, null) : (PaymentState.Failed, Payments.FailureReason.HoldEnded);
        return true;
    }

    /// <summary>What platform and provider keep of it.</summary>
    public void Costs(long commissionMinor, long? providerFeeMinor) => (CommissionMinor, ProviderFeeMinor) = (commissionMinor, providerFeeMinor);

    /// <summary>What the desk still asks for.</summary>
    public void AskFor(long amountMinor) => AmountMinor = State == PaymentState.DueAtClub ? amountMinor : throw new InvalidOperationException($"Payment {Id} is {State} and asks for nothing.");

    /// <summary>The desk noted it by mistake: no money was taken.</summary>
    public void Reverse() => (State, FailureReason, SettledAt) = (PaymentState.Failed, Payments.FailureReason.Reversed, null);

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
        State = moreIsDue ? PaymentState.RefundDue : RefundedMinor == Arrived.AmountMinor ? PaymentState.Refunded : PaymentState.Settled;
    }

    public void TookBack(long amountMinor) => (State, RefundedMinor) = (PaymentState.RefundDue, RefundedMinor - amountMinor);
}

/// <summary>What one share is to be paid by.</summary>
/// <param name="Payer">Who pays; nobody for a charge to the organiser's kept card.</param>
/// <param name="ReturnPath">Where the payer's browser goes afterwards; none for a charge to a kept card.</param>
/// <param name="Hold">Held now and taken at the deadline; otherwise charged at once.</param>
internal sealed record ShareOrder(
    Guid BookingId, Guid ShareId, string Provider, Money Amount, string Description, Payer? Payer, string? ReturnPath, DateTimeOffset? ExpiresAt, bool Hold, bool KeepMethod, long CommissionMinor);

/// <summary>Who pays.</summary>
internal sealed record Payer(Guid? AccountId, string? Name, string? Email);
