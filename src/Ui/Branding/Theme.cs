using System.Runtime.CompilerServices;
using System.Text;

namespace PadelSaaS.Ui.Branding;

/// <summary>
/// A club's look as a stylesheet: custom properties for light and dark screens, and its fonts. Served at <c>/brand/theme.css</c>;
/// nothing else on a page sets a colour, so a strict content security policy needs no exception.
/// </summary>
public static class Theme
{
    // Vazirmatn holds Arabic letters only, so standing first it takes just those and leaves the rest to the club's family.
    private const string Arabic = "\"Vazirmatn Variable\", ";

    private const string Sans = "system-ui, -apple-system, \"Segoe UI\", Roboto, sans-serif";

    private static readonly ConditionalWeakTable<Brand, Colours> Known = [];

    /// <summary>The stylesheet. The same brand always gives the same text.</summary>
    public static string Css(Brand brand)
    {
        var colours = Of(brand);
        var css = new StringBuilder();
        Block(css, ":root", [.. colours.Light, .. Fonts(brand.Font), ("scheme", "light")]);
        css.Append("@media (prefers-color-scheme: dark) {\n");
        Block(css, ":root:not([data-theme=light])", [.. colours.Dark, ("scheme", "dark")]);
        css.Append("}\n");
        Block(css, ":root[data-theme=dark]", [.. colours.Dark, ("scheme", "dark")]);
        return css.ToString();
    }

    /// <summary>One colour by its name in the stylesheet, such as <c>ground</c>: for the places that cannot read a stylesheet (browser bar, manifest, mail).</summary>
    /// <exception cref="InvalidOperationException">There is no such colour.</exception>
    public static string Colour(Brand brand, string name, bool dark = false) =>
        (dark ? Of(brand).Dark : Of(brand).Light).First(colour => colour.Name == name).Value;

    private static Colours Of(Brand brand) => Known.GetValue(brand, static look => new Colours(Palette.Of(look, dark: false), Palette.Of(look, dark: true)));

    private static (string Name, string Value)[] Fonts(BrandFont font)
    {
        var (text, head) = font switch
        {
            BrandFont.System => (Sans, Sans),
            BrandFont.Serif => ($"\"Inter Variable\", {Sans}", "\"Source Serif 4 Variable\", Georgia, serif"),
            BrandFont.Rounded => ($"\"Nunito Variable\", ui-rounded, {Sans}", $"\"Nunito Variable\", ui-rounded, {Sans}"),
            _ => ($"\"Inter Variable\", {Sans}", $"\"Inter Variable\", {Sans}"),
        };
        return [("font-text", Arabic + text), ("font-head", Arabic + head), ("head-tracking", font is BrandFont.Rounded or BrandFont.Serif ? "-0.012em" : "-0.022em")];
    }

    private static void Block(StringBuilder css, string selector, IEnumerable<(string Name, string Value)> properties)
    {
        css.Append(selector).Append(" {\n");
        foreach (var (name, value) in properties)
            css.Append("  --").Append(name).Append(": ").Append(value).Append(";\n");
        css.Append("}\n");
    }

    private sealed record Colours(IReadOnlyList<(string Name, string Value)> Light, IReadOnlyList<(string Name, string Value)> Dark);
}
