namespace PadelSaaS.Ui.Parts;

/// <summary>One answer of a <see cref="Select"/> or a <see cref="Choice"/>.</summary>
/// <param name="Hint">A line under the label; shown by <see cref="Choice"/> only.</param>
/// <param name="Aside">A short text at the end of the line, such as a price; shown by <see cref="Choice"/> only.</param>
/// <param name="Icon">Shown by <see cref="Choice"/> only.</param>
public sealed record Option(string Value, string Label, string? Hint = null, string? Aside = null, string? Icon = null, bool Disabled = false);

/// <summary>A sentence about one field of a form.</summary>
/// <param name="Name">Name of the field; empty for the form as a whole.</param>
public sealed record FieldError(string Name, string Message);

/// <summary>A step of a trail.</summary>
/// <param name="Href"><see langword="null"/> for the page itself.</param>
public sealed record Crumb(string Label, string? Href = null);
