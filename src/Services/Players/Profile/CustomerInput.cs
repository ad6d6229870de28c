using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Players.Profile;

/// <summary>All that the club may change about a customer. What is left out is emptied.</summary>
/// <param name="Blocked">Why they may not book; <see langword="null"/> for whom may.</param>
/// <param name="MarketingConsent">Whether they agreed to hear of offers.</param>
internal sealed partial record CustomerInput(
    string? Name, string? Email, string? Phone, string? Language, IReadOnlyList<string?>? Tags, IReadOnlyList<CustomerInput.Place?>? Groups, string? Blocked, bool MarketingConsent)
{
    /// <summary>The one the change was decided by: another one is refused. Left out, the change is made whatever happened meanwhile.</summary>
    public int? Revision { get; init; }

    private const int MostTags = 30;

    /// <summary>A group they are to be in, and its last day.</summary>
    internal sealed record Place(string? Key, DateOnly? Until);

    /// <summary>Makes the customer what was asked for, and says what changed; nothing is changed where the checks do not pass.</summary>
    public IReadOnlyDictionary<string, string?[]> Apply(Customer customer, Visit visit, Checks checks, DateTimeOffset now)
    {
        var before = Values(customer);
        var name = checks.Text(Name, "name", 160, "A name is needed.");
        var email = string.IsNullOrWhiteSpace(Email) ? null : checks.Email(Email, "email", "An e-mail address such as ana@example.com.");
        var phone = CheckPhone(checks, Phone);
        var language = Language ?? customer.Language;
        checks.That(language == customer.Language || visit.Languages.Contains(language), "language", "The club does not speak this language.");
        // Their account is theirs: what it says is changed by them.
        checks.That(customer.AccountId is null || (name == customer.Name && email == customer.Email && language == customer.Language), "name", "Name, address and language of an account are changed by its holder.");
        var tags = CheckTags(checks);
        var blocked = checks.Optional(Blocked, "blocked", 300);
        if (!checks.Pass) return new Dictionary<string, string?[]>();

        (customer.Name, customer.Email, customer.Phone, customer.Language) = (name, email, phone, language);
        if (!customer.Tags.SequenceEqual(tags)) customer.Tags = tags;
        if (customer.BlockedReason != blocked) (customer.BlockedAt, customer.BlockedReason) = (blocked is null ? null : now, blocked);
        if (customer.MarketingConsentAt is not null != MarketingConsent) customer.MarketingConsentAt = MarketingConsent ? now : null;
        var after = Values(customer);
        return before.Keys.Where(key => before[key] != after[key]).ToDictionary(key => key, key => new[] { before[key], after[key] });
    }

    /// <summary>A number as people type it, kept as typed and single-spaced.</summary>
    public static string? CheckPhone(Checks checks, string? typed)
    {
        if (checks.Optional(typed, "phone", 32) is not { } text) return null;
        checks.That(PhoneShape().IsMatch(text), "phone", "A phone number has 6 to 15 digits, such as +34 600 123 123.");
        return Spaces().Replace(text, " ");
    }

    private static Dictionary<string, string?> Values(Customer customer) => new()
    {
        ["name"] = customer.Name,
        ["email"] = customer.Email,
        ["phone"] = customer.Phone,
        ["language"] = customer.Language,
        ["tags"] = JsonSerializer.Serialize(customer.Tags),
        ["blocked"] = customer.BlockedReason,
        ["marketingConsentAt"] = customer.MarketingConsentAt?.ToString("O", CultureInfo.InvariantCulture),
    };

    private string[] CheckTags(Checks checks)
    {
        var tags = (Tags ?? []).Select(tag => tag?.Trim().TrimStart('#').Trim() ?? "").Where(tag => tag.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        checks.That(tags.Length <= MostTags, "tags", "At most 30 tags.");
        checks.That(tags.All(tag => tag.Length <= 40 && !tag.Contains(',', StringComparison.Ordinal) && !tag.Contains('\0', StringComparison.Ordinal)), "tags", "A tag has at most 40 characters and no comma.");
        return tags;
    }

    [GeneratedRegex(@"^\+?(?:[ ().-]*[0-9]){6,15}[ )]*$")]
    private static partial Regex PhoneShape();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();
}
