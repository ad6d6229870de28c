namespace PadelSaaS.Payments.Shares;

/// <summary>How a club lets players split; a club that never said so has the defaults. What was agreed under other settings stays agreed.</summary>
internal sealed class SplitSettings
{
    public bool One { get; private set; } = true;

    public bool Enabled { get; set; } = true;

    /// <summary>How long before play everybody has to have paid.</summary>
    public int DeadlineHours { get; set; } = 24;

    /// <summary>Whether a method that cannot hold may be used: charged at once, given back if the game falls through.</summary>
    public bool ChargeAtOnce { get; set; }

    /// <summary>What players may choose for the case that somebody does not pay.</summary>
    public string[] Fallbacks { get; set; } = [.. Fallback.All];

    /// <summary>The most one player may agree to pay for the others; <see langword="null"/> for all their shares.</summary>
    public long? MostCoverMinor { get; set; }

    /// <summary>Hard case 24: what cannot be held in advance is not offered inside a split, unless the club says that it is charged at once.</summary>
    public bool Allows(ProviderCapabilities provider) =>
        Enabled && FallbacksWith(provider).Any() && (provider is { Hold: true, Capture: true } || (ChargeAtOnce && provider.Refund == RefundWay.Automatic));

    /// <summary>What may be chosen where shares are paid by this provider: one that keeps no card has no guarantee.</summary>
    public IEnumerable<string> FallbacksWith(ProviderCapabilities provider) => Fallback.All.Where(one => Fallbacks.Contains(one) && (one != Fallback.OrganiserCovers || provider.SavedMethod));

    /// <summary>The most an organiser may agree to pay of so much that is the others'.</summary>
    public long MostCover(long othersMinor) => !Fallbacks.Contains(Fallback.OrganiserCovers) ? 0 : MostCoverMinor is { } most && most < othersMinor ? most : othersMinor;
}
