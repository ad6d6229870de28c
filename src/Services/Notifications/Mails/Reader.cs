using PadelSaaS.Contracts.Booking;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications;

/// <summary>Who gets a mail, and in which language.</summary>
internal sealed record Reader(Guid? AccountId, string Name, string Address, string Language)
{
    private const int LongestName = 30;

    /// <summary>The booker as a reader; <see langword="null"/> for somebody without an address, such as a walk-in.</summary>
    public static Reader? Of(Booker booker, TenantInfo tenant) => booker.Email is { Length: > 0 } address
        ? new Reader(booker.AccountId, booker.Name, address, Spoken(booker.Language, tenant))
        : null;

    /// <summary>A language the club speaks: the reader's, or the club's own.</summary>
    public static string Spoken(string language, TenantInfo tenant) => tenant.Languages.Contains(language) ? language : tenant.DefaultLanguage;

    /// <summary>
    /// The name to greet with; <see langword="null"/> when it does not look like one. A guest types name and address freely, and our mail must
    /// not carry somebody's advertisement to a stranger.
    /// </summary>
    public string? FirstName
    {
        get
        {
            var first = Name.Trim().Split(' ')[0];
            return first.Length is > 0 and <= LongestName && first.All(letter => char.IsLetter(letter) || char.GetUnicodeCategory(letter) is System.Globalization.UnicodeCategory.NonSpacingMark || letter is '-' or '\'' or '’') ? first : null;
        }
    }
}
