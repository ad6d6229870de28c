using System.Text.RegularExpressions;

namespace PadelSaaS.Platform.Security;

/// <summary>Makes what tells who somebody is unreadable, and leaves enough to tell two people apart: <c>a***@example.com</c>, <c>***123</c>.</summary>
public static partial class Mask
{
    /// <summary>An e-mail address.</summary>
    public static string Email(string address) =>
        address.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? $"{address[0]}***{address[at..]}" : "***";

    /// <summary>A phone number, and whatever else is long enough to keep its last three characters.</summary>
    public static string Tail(string text) => text.Length > 6 ? $"***{text[^3..]}" : "***";

    /// <summary>A text in which addresses and international numbers are masked.</summary>
    public static string Text(string text) =>
        Numbers().Replace(text.Contains('@', StringComparison.Ordinal) ? Addresses().Replace(text, found => Email(found.Value)) : text, found => Tail(found.Value));

    /// <summary>The value of a field: masked whole when its name says what it is, searched otherwise.</summary>
    public static string? Value(string field, string? value) => value switch
    {
        null or "" => value,
        _ when field.Contains("secret", StringComparison.OrdinalIgnoreCase) || field.Contains("password", StringComparison.OrdinalIgnoreCase) || field.Contains("token", StringComparison.OrdinalIgnoreCase) => "***",
        _ when field.Contains("phone", StringComparison.OrdinalIgnoreCase) => Tail(value),
        _ => Text(value),
    };

    [GeneratedRegex(@"[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+")]
    private static partial Regex Addresses();

    // Only with a plus in front: ids, times and amounts are digits, too.
    [GeneratedRegex(@"\+\d[\d .()/-]{6,20}\d")]
    private static partial Regex Numbers();
}
