namespace PadelSaaS.Payments;

/// <summary>How the club keeps wallets; a club that never said so has the defaults.</summary>
internal sealed class WalletSettings
{
    public bool One { get; private set; } = true;

    /// <summary>Amounts offered for a top-up, in minor units; none says that nobody tops up.</summary>
    public long[] TopUps { get; set; } = [];

    /// <summary>Amounts gift cards are sold for; none says that there are no gift cards.</summary>
    public long[] GiftAmounts { get; set; } = [];

    /// <summary>How long topped-up money lives; <see langword="null"/> for good.</summary>
    public int? TopUpValidDays { get; set; }

    /// <summary>How long credit lives again that had ended by the time it came back.</summary>
    public int ReturnedDays { get; set; } = 90;

    /// <summary>What part of ended credit is tax, in hundredths of a percent of the whole.</summary>
    public int BreakageTaxBps { get; set; }

    /// <summary><c>origin</c>, <c>wallet</c> or <c>choice</c>: where the money of a cancelled booking goes.</summary>
    public string CancelledTo { get; set; } = ToOrigin;

    public const string ToOrigin = "origin";
    public const string ToWallet = "wallet";
    public const string Choice = "choice";
}
