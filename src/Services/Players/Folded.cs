using PadelSaaS.Platform;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Players;

/// <summary>A customer's words as they are searched. Numbers are sealed and found by their pieces.</summary>
internal static class Folded
{
    /// <summary>What a customer is found by.</summary>
    public static string Searched(string name, string? email) => $"{Text(name)} {email?.ToLowerInvariant()}".Trim();

    /// <summary>As <see cref="FoldedText"/> folds it.</summary>
    public static string Text(string text) => FoldedText.Of(text);

    /// <summary>The digits of a number, in the order they are dialled.</summary>
    public static string Digits(string? phone) => NumberPieces.Digits(phone);
}
