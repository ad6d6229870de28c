using System.Text.RegularExpressions;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Identity;

/// <summary>Phone numbers as people type them. They are kept as typed, single-spaced: a club calls them, no machine does yet.</summary>
internal static partial class PhoneNumber
{
    public static string? Check(Checks checks, string? typed)
    {
        if (checks.Optional(typed, "phone", 32) is not { } text) return null;
        checks.That(Shape().IsMatch(text), "phone", "A phone number has 6 to 15 digits, such as +34 600 123 123.");
        return Spaces().Replace(text, " ");
    }

    [GeneratedRegex(@"^\+?(?:[ ().-]*[0-9]){6,15}[ )]*$")]
    private static partial Regex Shape();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();
}
