using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Payments.Shares;

/// <summary>The form of the page to split a price, as typed.</summary>
public sealed record SplitForm(int Count)
{
    /// <summary>By seat; the organiser's own is the first and empty.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    public IReadOnlyList<string> Emails { get; init; } = [];

    public IReadOnlyList<string> Amounts { get; init; } = [];

    public string Fallback { get; init; } = Shares.Fallback.Release;

    public string Cover { get; init; } = "";

    public IReadOnlyList<string> FriendNames { get; init; } = [];

    public IReadOnlyList<string> FriendEmails { get; init; } = [];

    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    public string? Refusal { get; init; }

    /// <summary>How many friends can be named to be asked next.</summary>
    public const int Friends = 3;

    public bool HasAmounts => Amounts.Any(amount => amount.Length > 0);

    /// <summary>The form before anything is typed: those who were asked to play along have a share.</summary>
    internal static SplitForm Of(SplittableBooking booking, int? count, IReadOnlyList<string> fallbacks)
    {
        var most = Most(booking);
        return new SplitForm(Math.Clamp(count ?? (booking.GroupSize > 1 ? booking.GroupSize : most), 2, most))
        {
            Names = ["", .. booking.Players.Select(player => player.Name ?? "")],
            Emails = ["", .. booking.Players.Select(player => player.Email ?? "")],
            Fallback = fallbacks.Count > 0 ? fallbacks[0] : Shares.Fallback.Release,
        };
    }

    public static int Most(SplittableBooking booking) => Math.Max(2, Math.Min(booking.Places, SplitWish.Most));

    public static SplitForm Read(IFormCollection form, SplittableBooking booking)
    {
        var count = int.TryParse(form["count"], NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? Math.Clamp(typed, 2, Most(booking)) : 2;
        List<string> All(string name, int many) => [.. Enumerable.Range(0, many).Select(at => form[$"{name}[{at}]"].ToString().Trim())];
        return new SplitForm(count)
        {
            Names = All("name", count),
            Emails = All("email", count),
            Amounts = All("amount", count),
            Fallback = form["fallback"].ToString(),
            Cover = form["cover"].ToString().Trim(),
            FriendNames = All("friendName", Friends),
            FriendEmails = All("friendEmail", Friends),
        };
    }

    /// <summary>What it wishes, if every field can be read.</summary>
    internal (SplitWish? Wish, IReadOnlyDictionary<string, string> Errors) Wish(SplittableBooking booking, string method, SplitSettings settings, IStringLocalizer t)
    {
        var checks = new Checks();
        var currency = booking.Court.Price.Currency;
        string needed = t["Please write an e-mail address, such as name@example.com."];
        var shares = Enumerable.Range(0, Count).Select(seat => new WishedShare(
            checks.Optional(At(Names, seat), $"name[{seat}]", 100), At(Emails, seat).Length == 0 ? null : checks.Email(At(Emails, seat), $"email[{seat}]", needed), Amount(At(Amounts, seat), currency, $"amount[{seat}]", checks, t))).ToList();
        List<WishedFriend> friends = [];
        for (var at = 0; at < Friends && Fallback == Shares.Fallback.NextFriend; at++)
            if (At(FriendNames, at).Length + At(FriendEmails, at).Length > 0)
                friends.Add(new WishedFriend(checks.Text(At(FriendNames, at), $"friendName[{at}]", 100, t["Please tell us their name."]), checks.Email(At(FriendEmails, at), $"friendEmail[{at}]", needed)));
        var cover = Fallback == Shares.Fallback.Release ? null : Amount(Cover, currency, "cover", checks, t);
        var total = booking.Court.Price.AmountMinor;
        var own = HasAmounts ? shares[0].AmountMinor ?? 0 : Contracts.Portions.Of(total, [.. Enumerable.Repeat(1L, Count)])[0];
        return (checks.Pass ? new SplitWish(method, shares, Fallback, cover ?? (Fallback == Shares.Fallback.OrganiserCovers ? settings.MostCover(total - own) : 0), friends) : null, checks.Errors.ToDictionary(error => error.Key, error => error.Value[0]));
    }

    /// <summary>What the others owe if the amounts typed can be read, and with equal shares otherwise.</summary>
    internal long Others(SplittableBooking booking)
    {
        var total = booking.Court.Price.AmountMinor;
        var own = HasAmounts ? MoneyInput.Parse(At(Amounts, 0), booking.Court.Price.Currency) : null;
        return Math.Clamp(total - (own ?? Contracts.Portions.Of(total, [.. Enumerable.Repeat(1L, Count)])[0]), 0, total);
    }

    public static string At(IReadOnlyList<string> texts, int at) => at < texts.Count ? texts[at] : "";

    private static long? Amount(string text, string currency, string field, Checks checks, IStringLocalizer t)
    {
        if (text.Length == 0) return null;
        var amount = MoneyInput.Parse(text, currency);
        checks.That(amount is not null, field, t["Please write an amount, such as 12.50."]);
        return amount;
    }
}
