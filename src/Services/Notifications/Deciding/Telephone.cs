using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;

namespace PadelSaaS.Notifications;

/// <summary>The number somebody is reached by. It is asked for when it is needed and kept by whoever owns it: no row of ours holds one.</summary>
internal sealed class Telephone(IAccounts accounts, IBookingContacts contacts)
{
    private const int Fewest = 8;
    private const int Most = 15;

    // Calling code, and what stands in front of a number inside the country.
    private static readonly Dictionary<string, (string Code, string Trunk)> Countries = new()
    {
        ["PK"] = ("92", "0"),
        ["ES"] = ("34", ""),
        ["AE"] = ("971", "0"),
        ["GB"] = ("44", "0"),
        ["IT"] = ("39", ""),
        ["FR"] = ("33", "0"),
        ["DE"] = ("49", "0"),
        ["PT"] = ("351", ""),
        ["SE"] = ("46", "0"),
        ["NL"] = ("31", "0"),
        ["BE"] = ("32", "0"),
        ["AR"] = ("54", "0"),
        ["MX"] = ("52", ""),
        ["US"] = ("1", ""),
        ["SA"] = ("966", "0"),
        ["QA"] = ("974", ""),
    };

    /// <summary>The number of a reader, with its country's code; <see langword="null"/> where none is known. Asked inside a unit of work.</summary>
    /// <param name="country">The club's: numbers without a code are of there.</param>
    public async Task<string?> OfAsync(Guid? account, Guid? booking, string address, string country, CancellationToken stop)
    {
        var typed = account is { } id ? (await accounts.FindAsync(id, stop))?.Phone
            : booking is { } theirs ? await contacts.PhoneOfGuestAsync(theirs, address, stop) : null;
        return International(typed, country);
    }

    /// <summary>A number as providers want it, such as <c>+923001234567</c>.</summary>
    public static string? International(string? typed, string country)
    {
        if (typed is null) return null;
        var digits = string.Concat(typed.Where(char.IsAsciiDigit));
        if (!typed.TrimStart().StartsWith('+'))
        {
            if (digits.StartsWith("00", StringComparison.Ordinal)) digits = digits[2..];
            else if (!Countries.TryGetValue(country, out var known)) return null;
            else digits = known.Code + (known.Trunk.Length > 0 && digits.StartsWith(known.Trunk, StringComparison.Ordinal) ? digits[known.Trunk.Length..] : digits);
        }
        return digits.Length is >= Fewest and <= Most ? $"+{digits}" : null;
    }
}
