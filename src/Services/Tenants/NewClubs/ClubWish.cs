using PadelSaaS.Platform.Http;

namespace PadelSaaS.Tenants.NewClubs;

/// <summary>What somebody asks for who wants to open a club.</summary>
/// <param name="Language">Two letters: what the club speaks first, and what the asker is written to in.</param>
internal sealed record ClubWish(string Club, string Slug, Country Country, string Zone, string Language, string Email, string FirstName, string LastName)
{
    private const int LongestName = 80;

    /// <summary>What is wrong with it goes into <paramref name="checks"/>, field by field; <see langword="null"/> then.</summary>
    public static ClubWish? Read(ClubForm form, Checks checks)
    {
        var club = checks.Text(form.Club, "club", LongestName, "Please give the club's name.");
        var slug = checks.Text(form.Slug, "slug", 40, "Please choose an address.").ToLowerInvariant();
        if (Tenants.Slug.Refused(slug) is { } refused) checks.That(false, "slug", Sentence(refused));
        var country = Countries.Find(form.Country);
        checks.That(country is not null, "country", "Please choose the country the club is in.");
        var zone = country is null ? "" : string.IsNullOrEmpty(form.Zone) ? country.Zones[0] : form.Zone;
        checks.That(country is null || country.Zones.Contains(zone), "zone", "Please choose a time zone of that country.");
        var language = string.IsNullOrEmpty(form.Language) ? "en" : form.Language;
        checks.That(Visit.PlatformLanguages.Contains(language), "language", "Please choose one of the languages.");
        var email = checks.Email(form.Email, "email", "Please give your e-mail address.");
        var (first, last) = (checks.Text(form.FirstName, "firstName", LongestName, "Please give your first name."), checks.Text(form.LastName, "lastName", LongestName, "Please give your last name."));
        return checks.Pass ? new ClubWish(club, slug, country!, zone, language, email, first, last) : null;
    }

    /// <summary>All that <see cref="Sentence"/> may say.</summary>
    public static readonly IReadOnlyList<string> AddressSentences = [ForThePlatform, TooShortOrLong, Malformed];

    private const string ForThePlatform = "This address is kept for the platform itself.";
    private const string TooShortOrLong = "An address has 3 to 40 characters.";
    private const string Malformed = "Small letters, digits and single hyphens between them; a letter first.";

    /// <summary>Why a slug cannot be one, as a form says it.</summary>
    public static string Sentence(string refused) =>
        refused.Contains("reserved", StringComparison.Ordinal) ? ForThePlatform : refused.Contains("3 to 40", StringComparison.Ordinal) ? TooShortOrLong : Malformed;
}

/// <summary>What was typed; anything may be missing.</summary>
public sealed record ClubForm
{
    /// <summary>Name of the club.</summary>
    public string? Club { get; init; }

    /// <summary>Its name in its address.</summary>
    public string? Slug { get; init; }

    /// <summary>ISO 3166.</summary>
    public string? Country { get; init; }

    /// <summary>IANA zone; that of most people in the country where it is missing.</summary>
    public string? Zone { get; init; }

    /// <summary>Two letters; English where it is missing.</summary>
    public string? Language { get; init; }

    /// <summary>Where the link goes.</summary>
    public string? Email { get; init; }

    /// <summary>The asker's.</summary>
    public string? FirstName { get; init; }

    /// <summary>The asker's.</summary>
    public string? LastName { get; init; }
}
