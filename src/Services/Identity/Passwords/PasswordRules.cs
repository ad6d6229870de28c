using PadelSaaS.Platform.Http;

namespace PadelSaaS.Identity;

/// <summary>What a new password must be: long, and nothing that is guessed first. No rules about digits and capitals; they only make it hard to remember.</summary>
internal static class PasswordRules
{
    public const int Shortest = 10;
    public const int Longest = 128;

    public static void Check(Checks checks, string? password, string? email)
    {
        checks.That(password?.Length >= Shortest, "password", "A password has at least 10 characters. A few words in a row are easy to remember.");
        checks.That(password is not { Length: > Longest }, "password", "A password has at most 128 characters.");
        if (password is not { Length: >= Shortest and <= Longest }) return;

        checks.That(!CommonPasswords.Has(password), "password", "Many people use this password, so it is guessed first. Please take another.");
        checks.That(!string.Equals(password, email?.Trim(), StringComparison.OrdinalIgnoreCase), "password", "Please do not use your address as your password.");
    }
}
