using System.Globalization;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Players.Profile;

namespace PadelSaaS.Players.UseCases;

/// <summary>The form of a customer, as typed.</summary>
/// <param name="Groups">Keys of groups, and the last day in each as typed.</param>
public sealed record CustomerTyped(string Name, string Email, string Phone, string Language, string Tags, string Blocked, bool MarketingConsent, IReadOnlyDictionary<string, string> Groups)
{
    /// <summary>The revision this was read at; <see langword="null"/> where the form did not say.</summary>
    public int? Revision { get; init; }

    internal static CustomerTyped New(string language) => new("", "", "", language, "", "", false, new Dictionary<string, string>());

    internal CustomerInput Input => new(
        Name, Email, Phone, Language.Length == 0 ? null : Language, Tags.Split(',', StringSplitOptions.TrimEntries),
        [.. Groups.Select(group => new CustomerInput.Place(group.Key, DateOnly.TryParseExact(group.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until) ? until : null))],
        Blocked, MarketingConsent);

    /// <param name="before">What stands before the names of the fields: a form also carries what it was filled with.</param>
    internal static CustomerTyped Read(IFormCollection form, string before = "") => new(
        form[before + "name"].ToString(), form[before + "email"].ToString(), form[before + "phone"].ToString(), form[before + "language"].ToString(), form[before + "tags"].ToString(),
        form[before + "blocked"].ToString(), form[before + "marketing"] == "true",
        form[before + "group"].OfType<string>().Distinct().ToDictionary(key => key, key => form[$"{before}until.{key}"].ToString()))
    {
        Revision = int.TryParse(form[before + "revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : null,
    };

    internal static CustomerTyped Of(Known known) => new(
        known.Customer.Name, known.Customer.Email ?? "", known.Customer.Phone ?? "", known.Customer.Language, string.Join(", ", known.Customer.Tags), known.Customer.BlockedReason ?? "",
        known.Customer.MarketingConsentAt is not null, known.Places.ToDictionary(place => place.GroupKey, place => place.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""))
    {
        Revision = known.Customer.Revision,
    };

    /// <summary>The fields by name, as one compares them.</summary>
    internal IReadOnlyDictionary<string, string> Values => new Dictionary<string, string>
    {
        ["name"] = Name,
        ["email"] = Email,
        ["phone"] = Phone,
        ["language"] = Language,
        ["tags"] = Tags,
        ["groups"] = string.Join(", ", Groups.OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Value.Length == 0 ? group.Key : $"{group.Key} (→ {group.Value})")),
        ["marketingConsentAt"] = MarketingConsent ? "✓" : "",
        ["blocked"] = Blocked,
    };
}

/// <summary>A field that somebody else changed while this form was open.</summary>
/// <param name="Typed">What was typed into it here, where that is yet another thing; it stays in the form.</param>
public sealed record ChangedMeanwhile(string Field, string Was, string Now, string? Typed)
{
    /// <summary>
    /// What the form shows after somebody else saved first: their values where this one touched nothing, and what was typed everywhere else.
    /// </summary>
    internal static (CustomerTyped Form, IReadOnlyList<ChangedMeanwhile> Changes) Join(CustomerTyped was, CustomerTyped typed, CustomerTyped now)
    {
        var (before, mine, theirs) = (was.Values, typed.Values, now.Values);
        bool Untouched(string field) => mine[field] == before[field];
        var changes = theirs.Where(field => field.Value != before[field.Key])
            .Select(field => new ChangedMeanwhile(field.Key, before[field.Key], field.Value, Untouched(field.Key) || mine[field.Key] == field.Value ? null : mine[field.Key])).ToList();
        var form = new CustomerTyped(
            Untouched("name") ? now.Name : typed.Name, Untouched("email") ? now.Email : typed.Email, Untouched("phone") ? now.Phone : typed.Phone,
            Untouched("language") ? now.Language : typed.Language, Untouched("tags") ? now.Tags : typed.Tags, Untouched("blocked") ? now.Blocked : typed.Blocked,
            Untouched("marketingConsentAt") ? now.MarketingConsent : typed.MarketingConsent, Untouched("groups") ? now.Groups : typed.Groups);
        return (form, changes);
    }
}
