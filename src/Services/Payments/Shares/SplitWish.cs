using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Payments.Shares;

/// <summary>How somebody wants to split a price.</summary>
/// <param name="Shares">The organiser's own first.</param>
internal sealed record SplitWish(string Method, IReadOnlyList<WishedShare> Shares, string Fallback, long CoverUpToMinor, IReadOnlyList<WishedFriend> NextFriends)
{
    /// <summary>Whether the organiser pays their own share from their wallet; the others pay by the method all the same.</summary>
    public bool OwnFromWallet { get; init; }

    /// <summary>The most shares a price has.</summary>
    public const int Most = 12;

    /// <summary>The most friends who are asked next.</summary>
    public const int MostFriends = 6;

    /// <summary>Whether the wish holds together for this booking, provider and club; the amounts that come of it.</summary>
    public (Refusal? Refusal, IReadOnlyList<long> Amounts) Judge(SplittableBooking booking, ProviderCapabilities provider, SplitSettings settings)
    {
        var total = booking.Court.Price.AmountMinor;
        if (Shares.Count < 2 || Shares.Count > Math.Max(2, Math.Min(booking.Places, Most))) return (SplitRefusals.CountWrong, []);
        if (Shares.All(share => share.AmountMinor is null) && total < Shares.Count) return (SplitRefusals.TooSmall, []);
        IReadOnlyList<long> amounts = Shares.All(share => share.AmountMinor is null) ? Portions.Of(total, [.. Shares.Select(_ => 1L)]) : [.. Shares.Select(share => share.AmountMinor ?? 0)];
        if (amounts.Any(amount => amount <= 0)) return (SplitRefusals.TooSmall, amounts);
        if (amounts.Aggregate(Int128.Zero, (sum, amount) => sum + amount) != total) return (SplitRefusals.DoesNotSum, amounts);
        if (!Payments.Shares.Fallback.All.Contains(Fallback)) return (SplitRefusals.UnknownFallback, amounts);
        if (Fallback == Payments.Shares.Fallback.NextFriend && NextFriends.Count == 0) return (SplitRefusals.FriendNeeded, amounts);
        if (!settings.Fallbacks.Contains(Fallback)) return (SplitRefusals.FallbackNotOffered, amounts);
        if (CoverUpToMinor < 0 || CoverUpToMinor > total - amounts[0] || (Fallback == Payments.Shares.Fallback.OrganiserCovers && CoverUpToMinor == 0)) return (SplitRefusals.CoverWrong, amounts);
        if (CoverUpToMinor > settings.MostCover(total - amounts[0])) return (SplitRefusals.CoverTooMuch(booking.Court.Price with { AmountMinor = settings.MostCover(total - amounts[0]) }), amounts);
        if (CoverUpToMinor > 0 && (OwnFromWallet || !provider.SavedMethod)) return (SplitRefusals.NoGuarantee, amounts);
        return (null, amounts);
    }
}

/// <summary>One share, and who is to pay it if that is known.</summary>
/// <param name="AmountMinor">Nothing on all of them: equal shares.</param>
internal sealed record WishedShare(string? Name, string? Email, long? AmountMinor);

/// <summary>A friend who is asked when somebody does not pay.</summary>
internal sealed record WishedFriend(string Name, string Email);
