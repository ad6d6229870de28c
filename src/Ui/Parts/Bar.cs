namespace PadelSaaS.Ui.Parts;

/// <summary>One value of <see cref="Bars"/>.</summary>
/// <param name="Label">What it is of, short.</param>
/// <param name="Shown">The value as people read it.</param>
public sealed record Bar(string Label, double Value, string Shown);
