using System.Text.Json.Nodes;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Ui.Branding;

namespace PadelSaaS.Tenants.Looks;

/// <summary>How a club's site looks and what it says of itself. Pictures are named, not carried.</summary>
/// <param name="Name">As people write it.</param>
/// <param name="Primary">Of buttons, links and heads: <c>#rrggbb</c>.</param>
/// <param name="Accent">Of highlights: <c>#rrggbb</c>.</param>
/// <param name="Font">One of <see cref="Fonts"/>.</param>
/// <param name="Pictures">Name of the stored picture by what it is for; what is not here is drawn by us.</param>
/// <param name="Taglines">The line under the name, by language.</param>
/// <param name="Abouts">Two or three sentences, by language.</param>
/// <param name="Links">Where else the club can be found, by <see cref="Brand.LinkKinds"/>.</param>
internal sealed record Look(
    string Name, string Primary, string Accent, string Font, IReadOnlyDictionary<string, string> Pictures,
    IReadOnlyDictionary<string, string> Taglines, IReadOnlyDictionary<string, string> Abouts, IReadOnlyDictionary<string, string> Links)
{
    /// <summary>Families to choose from.</summary>
    public static readonly IReadOnlyList<string> Fonts = [.. Enum.GetNames<BrandFont>().Select(font => font.ToLowerInvariant())];

    /// <summary>What a picture may be for.</summary>
    public static readonly IReadOnlyList<string> Purposes = [BrandFiles.Logo, BrandFiles.Icon, BrandFiles.Cover];

    /// <summary>The look that counts.</summary>
    public static Look Of(TenantInfo tenant) => Parse(tenant.Name, tenant.Brand);

    /// <summary>Reads a look as saved; what is missing becomes the house's own.</summary>
    public static Look Parse(string name, string brand)
    {
        var shown = Brand.Parse(name, brand);
        var pictures = Purposes.Select(purpose => (purpose, file: BrandFiles.NameOf(brand, purpose))).Where(pair => pair.file is not null).ToDictionary(pair => pair.purpose, pair => pair.file!);
        return new Look(shown.Name, shown.Primary, shown.Accent, shown.Font.ToString().ToLowerInvariant(), pictures, shown.Taglines, shown.Abouts, shown.Links);
    }

    /// <summary>The look as pages read it.</summary>
    public Brand Shown => Brand.Parse(Name, ToJson());

    /// <summary>As it is saved, without the name.</summary>
    public string ToJson()
    {
        var brand = new JsonObject { ["primary"] = Primary, ["accent"] = Accent, ["font"] = Font };
        foreach (var purpose in Purposes)
            if (Pictures.TryGetValue(purpose, out var file)) brand[purpose] = file;
        foreach (var (name, texts) in (ReadOnlySpan<(string, IReadOnlyDictionary<string, string>)>)[("tagline", Taglines), ("about", Abouts), ("links", Links)])
            if (texts.Count > 0) brand[name] = new JsonObject(texts.OrderBy(text => text.Key, StringComparer.Ordinal).Select(text => KeyValuePair.Create(text.Key, (JsonNode?)text.Value)));
        return brand.ToJsonString();
    }
}
