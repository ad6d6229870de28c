using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Payments;

namespace PadelSaaS.Payments;

/// <summary>How payments begin: at the desk, by a provider, by credit, for a share.</summary>
internal sealed partial class Payment
{
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

    /// <summary>Credit that is set aside to pay a part of a booking. Older than the payment of the rest: what goes back, goes back of that first.</summary>
    public static Payment PartBy(Guid whole, Guid bookingId, Guid account, Money amount, string description, DateTimeOffset now)
    {
        var part = new Payment
        {
            Id = Guid.CreateVersion7(now.AddMilliseconds(-1)),
            PartOf = whole,
            BookingId = bookingId,
            PayerAccountId = account,
            IsHold = true,
            Provider = Wallet,
            Method = Wallet,
            AmountMinor = amount.AmountMinor,
            Currency = amount.Currency,
            Description = description,
            CreatedAt = now,
            CommissionMinor = 0,
        };
        part.SetAside(now);
        return part;
    }

    /// <summary>Money the desk has just taken for a booking.</summary>
    /// <param name="method"><c>cash</c> or <c>terminal</c>.</param>
    public static Payment AtDesk(Guid id, Guid bookingId, Money amount, string method, string description, DateTimeOffset now) => new()
    {
        Id = id,
        BookingId = bookingId,
        Provider = method,
        Method = method,
        AmountMinor = amount.AmountMinor,
        Currency = amount.Currency,
        State = PaymentState.Settled,
        Description = description,
        CreatedAt = now,
        SettledAt = now,
        CommissionMinor = 0,
    };

    /// <summary>What was due at the desk; the payer is about to be sent to the provider.</summary>
    public static Payment ForDues(PaymentWanted wanted, Guid? payer, DateTimeOffset expiresAt, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        BookingId = wanted.BookingId,
        ForDue = true,
        PayerAccountId = payer,
        Provider = wanted.Method,
        Method = wanted.Method,
        AmountMinor = wanted.Amount.AmountMinor,
        Currency = wanted.Amount.Currency,
        Description = wanted.Description,
        ReturnPath = wanted.ReturnPath,
        ExpiresAt = expiresAt,
        CreatedAt = now,
    };

    /// <summary>What was due at the desk; credit has just paid it.</summary>
    public static Payment DuesByWallet(PaymentWanted wanted, DateTimeOffset now)
    {
        var payment = ByWallet(wanted.BookingId, wanted.Amount, wanted.Description, wanted.ReturnPath, now);
        payment.ForDue = true;
        return payment;
    }

    /// <summary>Something to be paid that is no booking; the payer is about to be sent to the provider.</summary>
    public static Payment ForPurpose(string purpose, Guid purposeId, string provider, Money amount, string description, string returnPath, DateTimeOffset expiresAt, DateTimeOffset now, bool keepsMethod = false) => new()
    {
        Id = Guid.CreateVersion7(now),
        KeepsMethod = keepsMethod,
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

    /// <summary>Money for one share of a split booking.</summary>
    public static Payment ForShare(ShareOrder order, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        BookingId = order.BookingId,
        ShareId = order.ShareId,
        PayerAccountId = order.Payer?.AccountId,
        PayerName = order.Payer?.Name,
        PayerEmail = order.Payer?.Email,
        CommissionMinor = order.CommissionMinor,
        IsHold = order.Hold,
        KeepsMethod = order.KeepMethod,
        Provider = order.Provider,
        Method = order.Provider,
        AmountMinor = order.Amount.AmountMinor,
        Currency = order.Amount.Currency,
        Description = order.Description,
        ReturnPath = order.ReturnPath,
        ExpiresAt = order.ExpiresAt,
        CreatedAt = now,
    };
}
