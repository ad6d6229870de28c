using System.Text;

namespace PadelSaaS.Platform.Data;

/// <summary>The same word in code, in tables and on the wire.</summary>
public static class Words
{
    /// <summary><c>HoldExpiresAt</c> becomes <c>hold_expires_at</c>.</summary>
    public static string Snake(string name) => Separate(name, '_');

    /// <summary><c>BookingConfirmed</c> becomes <c>BOOKING_CONFIRMED</c>.</summary>
    public static string Screaming(string name) => Separate(name, '_').ToUpperInvariant();

    /// <summary><c>WhenBookingConfirmed</c> becomes <c>when-booking-confirmed</c>.</summary>
    public static string Kebab(string name) => Separate(name, '-');

    private static string Separate(string name, char separator)
    {
        var words = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || char.IsDigit(name[i - 1])))
                words.Append(separator);
            words.Append(char.ToLowerInvariant(name[i]));
        }
        return words.ToString();
    }
}
