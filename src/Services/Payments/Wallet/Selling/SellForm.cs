using System.Globalization;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Payments;

/// <summary>A form of what the club sells, as typed.</summary>
public sealed record SellForm(IReadOnlyDictionary<string, string> Typed, IReadOnlyList<int> Weekdays)
{
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    /// <summary>Why it could not be saved, where no field is to blame.</summary>
    public string? Refused { get; init; }

    /// <summary>What was typed into a field.</summary>
    public string this[string name] => Typed.GetValueOrDefault(name, "");

    internal static SellForm Empty { get; } = new(new Dictionary<string, string>(), []);

    internal static SellForm Of(CreditPack pack) => new(
        new Dictionary<string, string>
        {
            ["revision"] = pack.Revision.ToString(CultureInfo.InvariantCulture),
            ["name"] = pack.Name,
            ["price"] = MoneyText.Plain(pack.Price),
            ["credit"] = MoneyText.Plain(pack.Credit),
            ["validDays"] = pack.ValidDays?.ToString(CultureInfo.InvariantCulture) ?? "",
            ["active"] = pack.Active ? "on" : "",
        },
        pack.Weekdays);

    internal static SellForm Read(IFormCollection form) => new(
        form.ToDictionary(field => field.Key, field => field.Value.ToString().Replace("\0", "", StringComparison.Ordinal).Trim()),
        [.. form["weekdays"].Select(day => int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)]);

    /// <summary>A number; what cannot be read becomes 0, which no rule allows.</summary>
    internal int? Number(string name) => this[name].Length == 0 ? null : int.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>An amount; what cannot be read becomes 0, which no rule allows.</summary>
    internal long Money(string name, string currency) => MoneyInput.Parse(this[name], currency) ?? 0;

    internal SellForm With(Refusal refusal, Func<string, string> say)
    {
        var errors = refusal.More.TryGetValue("errors", out var said) && said is IReadOnlyDictionary<string, string[]> fields
            ? fields.ToDictionary(error => FieldOf(error.Key), error => say(error.Value[0]))
            : refusal.Field is { } field ? new Dictionary<string, string> { [FieldOf(field)] = say(refusal.Sentence) } : [];
        return this with { Errors = errors, Refused = errors.Count == 0 ? say(refusal.Sentence) : null };
    }

    // The API names fields by what they are; the form by what stands beside them.
    private static string FieldOf(string name) => name.EndsWith("Minor", StringComparison.Ordinal) ? name[..^"Minor".Length] : name;
}
