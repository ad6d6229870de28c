using System.Globalization;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;
using PadelSaaS.Players.Groups;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Players.UseCases;

/// <summary>The form of a group, as typed.</summary>
public sealed record GroupForm(string Revision, IReadOnlyDictionary<string, string> Names, string Discount, string Horizon)
{
    internal static GroupForm New { get; } = new("0", new Dictionary<string, string>(), "", "");

    internal int SeenRevision => Number(Revision) ?? 0;

    // What cannot be read becomes a number that no rule allows.
    internal GroupInput Input => new(Names.ToDictionary(name => name.Key, name => (string?)name.Value), Percent(Discount), Horizon.Length == 0 ? null : Number(Horizon) ?? -1);

    internal static GroupForm Of(CustomerGroup group) => new(
        group.Revision.ToString(CultureInfo.InvariantCulture), CustomerGroup.NamesOf(group.Name),
        group.DiscountBasisPoints == 0 ? "" : (group.DiscountBasisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture), group.HorizonDays?.ToString(CultureInfo.InvariantCulture) ?? "");

    internal static GroupForm Read(IFormCollection form) => new(
        form["revision"].ToString(), form.Where(field => field.Key.StartsWith("names.", StringComparison.Ordinal)).ToDictionary(field => field.Key["names.".Length..], field => field.Value.ToString().Trim()),
        form["discount"].ToString().Trim(), form["horizon"].ToString().Trim());

    /// <summary>What was refused, beside the fields of the page.</summary>
    internal static IReadOnlyList<FieldError> Errors(Refusal refusal, Func<string, string> say, string firstLanguage)
    {
        IEnumerable<KeyValuePair<string, string>> found = refusal.More.TryGetValue("errors", out var fields) && fields is IReadOnlyDictionary<string, string[]> errors
            ? errors.Select(error => KeyValuePair.Create(error.Key, error.Value[0])) : [KeyValuePair.Create(refusal.Field ?? "", refusal.Sentence)];
        return [.. found.Select(error => new FieldError(error.Key switch { "discountBasisPoints" => "discount", "horizonDays" => "horizon", "names" => $"names.{firstLanguage}", var name => name }, say(error.Value)))];
    }

    private static int? Percent(string typed)
    {
        if (typed.Length == 0) return null;
        return decimal.TryParse(typed.Replace(',', '.').TrimEnd('%', ' '), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share <= 100 ? (int)(share * 100) : -1;
    }

    private static int? Number(string typed) => int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
