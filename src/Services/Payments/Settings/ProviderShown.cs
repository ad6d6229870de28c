using Microsoft.Extensions.Localization;

namespace PadelSaaS.Payments.Settings;

/// <summary>A provider on the page of ways to pay.</summary>
/// <param name="Place">From 1; 0 when it is off.</param>
/// <param name="Last">Whether it is the last that is on.</param>
/// <param name="Page">Where its account is connected, if not here.</param>
/// <param name="Can">What it can do, in words.</param>
public sealed record ProviderShown(string Name, string Title, string? Lead, bool On, int Place, bool Last, bool Ready, string? Page, IReadOnlyList<string> Can, IReadOnlyList<FieldShown> Fields)
{
    /// <summary>Why it could not be changed.</summary>
    public string? Refusal { get; init; }

    internal static ProviderShown Of(ProviderLine line, int howManyOn, IStringLocalizer<PaymentsWords> t) => new(
        line.Name, line.Form?.Title ?? t["Test card"], line.Form is { } form ? t[form.Lead].Value : t["Stands in for a card company while the platform is being tried out. No money moves."],
        line.On, line.Place, line.Place == howManyOn, line.IsReady, line.Form?.Page, Words(line.Provider.Capabilities, t),
        [.. (line.Form?.Fields ?? []).Select(field => new FieldShown(
            field.Name, t[field.Label], field.Hint is { } hint ? t[hint].Value : null, field.Secret, field.Required, line.Account?[field.Name], line.Account?.SetAt(field.Name), null))]);

    private static List<string> Words(ProviderCapabilities can, IStringLocalizer<PaymentsWords> t)
    {
        var words = new List<string> { can.Refund == RefundWay.Automatic ? t["Gives money back by itself"] : t["Money is given back by you, in its own pages"] };
        if (can.Hold) words.Add(t["Can hold money and take it later"]);
        if (can.SavedMethod) words.Add(t["Can charge a card again that a player let you keep"]);
        words.Add(can.SplitFee ? t["Our commission is taken out of each payment"] : t["Our commission comes as an invoice every month"]);
        return words;
    }
}

/// <summary>Something to type in.</summary>
/// <param name="SetAt">When the secret was set; the secret itself is never shown.</param>
public sealed record FieldShown(string Name, string Label, string? Hint, bool Secret, bool Required, string? Value, DateTimeOffset? SetAt, string? Error);
