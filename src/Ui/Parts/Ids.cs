namespace PadelSaaS.Ui.Parts;

internal static class Ids
{
    /// <summary>The id of the input for a form field: <c>Players[0].Name</c> becomes <c>f-Players-0-Name</c>.</summary>
    public static string Of(string name) => "f-" + name.Replace("].", "-", StringComparison.Ordinal).Replace('[', '-').Replace('.', '-').TrimEnd(']');

    /// <summary>Ids for <c>aria-describedby</c>, or nothing where there is neither hint nor error.</summary>
    public static string? Described(string id, string? hint, string? error) =>
        (string.IsNullOrEmpty(hint), string.IsNullOrEmpty(error)) switch
        {
            (true, true) => null,
            (false, true) => $"{id}-hint",
            (true, false) => $"{id}-error",
            _ => $"{id}-error {id}-hint",
        };
}
