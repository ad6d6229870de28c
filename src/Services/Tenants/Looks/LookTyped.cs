using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Branding;

namespace PadelSaaS.Tenants.Looks;

/// <summary>A look as somebody typed it: by the names of the form's fields, also where it came by the API.</summary>
public sealed partial class LookTyped
{
    private const int LongestLine = 140;
    private const int LongestAbout = 600;
    private const int LongestLink = 200;
    private readonly Dictionary<string, string> values;

    private LookTyped(Dictionary<string, string> values) => this.values = values;

    /// <summary>What stands in a field.</summary>
    public string this[string field] => values.GetValueOrDefault(field, "");

    /// <summary>The revision of the draft the writer has seen; 0 where there was none.</summary>
    public int Seen => int.TryParse(this["seen"], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seen) ? seen : 0;

    internal static LookTyped Of(IFormCollection form) => new(form.ToDictionary(field => field.Key, field => field.Value.ToString()));

    internal static LookTyped Of(Look look, int seen)
    {
        var values = new Dictionary<string, string> { ["name"] = look.Name, ["primary"] = look.Primary, ["accent"] = look.Accent, ["font"] = look.Font, ["seen"] = $"{seen}" };
        foreach (var (purpose, file) in look.Pictures) values[purpose] = file;
        foreach (var (language, text) in look.Taglines) values[$"tagline.{language}"] = text;
        foreach (var (language, text) in look.Abouts) values[$"about.{language}"] = text;
        foreach (var (kind, link) in look.Links) values[$"links.{kind}"] = link;
        return new LookTyped(values);
    }

    internal static LookTyped Of(LookBody body)
    {
        var values = new Dictionary<string, string> { ["name"] = body.Name ?? "", ["primary"] = body.Primary ?? "", ["accent"] = body.Accent ?? "", ["font"] = body.Font ?? "", ["seen"] = $"{body.Revision}" };
        foreach (var (name, texts) in (ReadOnlySpan<(string, IReadOnlyDictionary<string, string?>?)>)[("tagline.", body.Tagline), ("about.", body.About), ("links.", body.Links), ("", body.Pictures)])
            foreach (var (key, text) in texts ?? new Dictionary<string, string?>()) values[name + key] = text ?? "";
        return new LookTyped(values);
    }

    /// <summary>The same with a picture named.</summary>
    internal LookTyped With(string purpose, string file) => new(new Dictionary<string, string>(values) { [purpose] = file });

    /// <summary>The look that was typed, as far as the rules hold. Texts in languages the club no longer speaks stay as they were.</summary>
    /// <param name="stored">Pictures of this club that may be named.</param>
    internal Look Read(Checks checks, TenantInfo tenant, Look before, IReadOnlySet<string> stored)
    {
        var name = checks.Text(this["name"], "name", 80, "Please give the club's name.");
        var font = this["font"];
        checks.That(Look.Fonts.Contains(font), "font", "Please choose one of the fonts.");
        foreach (var field in values.Keys.Where(field => field.StartsWith("links.", StringComparison.Ordinal)))
            checks.That(Brand.LinkKinds.ContainsKey(field["links.".Length..]), field, "No such link can be shown.");
        foreach (var field in values.Keys.Where(field => field.Contains('.', StringComparison.Ordinal) && !field.StartsWith("links.", StringComparison.Ordinal)))
            checks.That(tenant.Languages.Contains(field[(field.IndexOf('.', StringComparison.Ordinal) + 1)..]), field, "The club does not speak this language.");
        return new Look(
            name, Colour(checks, "primary"), Colour(checks, "accent"), font, Pictures(checks, stored),
            Texts(checks, "tagline", LongestLine, tenant, before.Taglines), Texts(checks, "about", LongestAbout, tenant, before.Abouts), Links(checks));
    }

    private string Colour(Checks checks, string field)
    {
        var colour = this[field].Trim().ToLowerInvariant();
        if (colour.Length > 0 && colour[0] != '#') colour = "#" + colour;
        checks.That(IsColour(colour), field, "A colour is a hash and six digits, such as #14264d.");
        return colour;
    }

    private Dictionary<string, string> Pictures(Checks checks, IReadOnlySet<string> stored)
    {
        var pictures = new Dictionary<string, string>();
        foreach (var purpose in Look.Purposes.Where(purpose => this[purpose].Length > 0))
        {
            checks.That(stored.Contains(this[purpose]), purpose, "This picture is not stored here.");
            pictures[purpose] = this[purpose];
        }
        return pictures;
    }

    private Dictionary<string, string> Texts(Checks checks, string name, int most, TenantInfo tenant, IReadOnlyDictionary<string, string> before)
    {
        var texts = before.Where(text => !tenant.Languages.Contains(text.Key)).ToDictionary();
        foreach (var language in tenant.Languages)
            if (checks.Optional(this[$"{name}.{language}"], $"{name}.{language}", most) is { } text) texts[language] = text;
        return texts;
    }

    private Dictionary<string, string> Links(Checks checks)
    {
        var links = new Dictionary<string, string>();
        foreach (var kind in Brand.LinkKinds.Keys)
        {
            var field = $"links.{kind}";
            if (checks.Optional(this[field], field, LongestLink) is not { } link) continue;
            checks.That(Brand.IsLink(link), field, "A whole address is needed, such as https://example.org/club.");
            links[kind] = link;
        }
        return links;
    }

    /// <summary>Whether this is <c>#rrggbb</c>.</summary>
    internal static bool IsColour(string? text) => text is not null && Hex().IsMatch(text);

    [GeneratedRegex("^#[0-9a-f]{6}$")]
    private static partial Regex Hex();
}

/// <summary>A look as the API takes it.</summary>
/// <param name="Name">The club's name, at most 80 characters.</param>
/// <param name="Primary"><c>#rrggbb</c>, as is <paramref name="Accent"/>.</param>
/// <param name="Font"><c>inter</c>, <c>system</c>, <c>serif</c> or <c>rounded</c>.</param>
/// <param name="Pictures">Names of stored pictures by <c>logo</c>, <c>icon</c> and <c>cover</c>.</param>
/// <param name="Tagline">By language, at most 140 characters.</param>
/// <param name="About">By language, at most 600 characters.</param>
/// <param name="Links">Addresses by <c>website</c>, <c>instagram</c>, <c>facebook</c>, <c>x</c>, <c>youtube</c>, <c>tiktok</c> and <c>whatsapp</c>.</param>
/// <param name="Revision">Of the draft that was read; 0 where there was none.</param>
internal sealed record LookBody(
    string? Name, string? Primary, string? Accent, string? Font, IReadOnlyDictionary<string, string?>? Pictures, IReadOnlyDictionary<string, string?>? Tagline,
    IReadOnlyDictionary<string, string?>? About, IReadOnlyDictionary<string, string?>? Links, int Revision);
