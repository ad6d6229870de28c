using System.Globalization;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Booking.Promos;
using PadelSaaS.Contracts;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Booking.UseCases.Promos;

/// <summary>The form of a code, as typed.</summary>
public sealed record PromoForm(IReadOnlyDictionary<string, string> Typed, IReadOnlyList<int> Weekdays, IReadOnlyList<Guid> CourtIds)
{
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    /// <summary>Why it could not be saved.</summary>
    public string? Refusal { get; init; }

    /// <summary>What was typed into a field.</summary>
    public string this[string name] => Typed.GetValueOrDefault(name, "");

    internal static PromoForm New { get; } = new(new Dictionary<string, string> { ["kind"] = "percent", ["mostPerCustomer"] = "1" }, [], []);

    internal static PromoForm Of(PromoCode code)
    {
        string Amount(long? minor) => minor is { } amount ? MoneyText.Plain(new Money(amount, code.Currency)) : "";
        return new PromoForm(
            new Dictionary<string, string>
            {
                ["revision"] = Text(code.Revision),
                ["code"] = code.Code,
                ["kind"] = code.BasisPoints is null ? "amount" : "percent",
                ["percent"] = code.BasisPoints is { } share ? (share / 100m).ToString("0.##", CultureInfo.InvariantCulture) : "",
                ["amount"] = Amount(code.AmountMinor),
                ["firstDate"] = Text(code.FirstDate),
                ["lastDate"] = Text(code.LastDate),
                ["mostUses"] = Text(code.MostUses),
                ["mostPerCustomer"] = Text(code.MostPerCustomer),
                ["least"] = Amount(code.LeastMinor),
            },
            code.Weekdays, code.CourtIds);
    }

    internal static PromoForm Read(IFormCollection form) => new(
        form.ToDictionary(field => field.Key, field => field.Value.ToString().Replace("\0", "", StringComparison.Ordinal).Trim()),
        [.. form["weekdays"].Select(day => int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)],
        [.. form["courts"].Select(court => Guid.TryParse(court, out var id) ? id : Guid.Empty)]);

    /// <summary>What is typed as an input; a field that cannot be read is among the errors.</summary>
    internal PromoInput Input(Checks checks, string currency, bool active, Func<string, string> say)
    {
        var share = this["kind"] == "amount" ? (int?)null : Percent(this["percent"]);
        var input = new PromoInput(
            this["code"], share, this["kind"] == "amount" ? MoneyInput.Parse(this["amount"], currency) ?? 0 : null, Date("firstDate"), Date("lastDate"), Number("mostUses"), Number("mostPerCustomer"),
            this["least"].Length == 0 ? null : MoneyInput.Parse(this["least"], currency) ?? 0, Weekdays, CourtIds, active);
        input.Check(checks, currency, say);
        return input;

        // What cannot be read becomes 0, which no rule allows.
        int? Number(string name) => this[name].Length == 0 ? null : int.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

        DateOnly? Date(string name)
        {
            if (this[name].Length == 0) return null;
            var read = DateOnly.TryParseExact(this[name], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
            checks.That(read, name, say("A date such as 2026-12-31 is needed."));
            return read ? date : null;
        }
    }

    internal PromoForm With(Checks checks) => this with { Errors = checks.Errors.ToDictionary(error => FieldOf(error.Key), error => error.Value[0]) };

    // The API names fields by what they are; the form by what stands beside them.
    internal static string FieldOf(string name) => name switch { "percentBasisPoints" => "percent", "amountMinor" => "amount", "leastMinor" => "least", "courtIds" => "courts", _ => name };

    private static int Percent(string typed) => decimal.TryParse(typed.Replace(',', '.').TrimEnd('%', ' '), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share <= 100 ? (int)(share * 100) : 0;

    private static string Text(IFormattable? value) => value is DateOnly date ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : value?.ToString(null, CultureInfo.InvariantCulture) ?? "";
}
